# Builds a site with Jekyll, and tells what that published: the folder of the site is the
# argument, the answer is JSON on standard output.
#
# Plugins are left out: which of them are installed differs, and those of the sites here
# only add files whose paths are known.
require "jekyll"
require "json"
require "tmpdir"

ENV["TZ"] = "UTC" # until the site's configuration says another
ENV["JEKYLL_ENV"] = "production"
Jekyll.logger.log_level = :error

def labels(item, key)
  Array(item.data[key]).map(&:to_s)
end

def told(item, destination)
  {"source" => item.relative_path.delete_prefix("/"), "url" => item.url,
   "file" => item.destination(destination).delete_prefix("#{destination}/"),
   "title" => item.data["title"].to_s, "redirect_from" => labels(item, "redirect_from"),
   "content" => item.content}
end

Dir.mktmpdir do |made|
  destination = File.realpath(made)
  config = {"source" => File.realpath(ARGV.fetch(0)), "destination" => destination,
            "plugins" => [], "quiet" => true, "disable_disk_cache" => true}
  site = Jekyll::Site.new(Jekyll.configuration(config))
  site.process
  posts = site.posts.docs.map do |post|
    told(post, destination).merge(
      "date" => post.date.iso8601, "tags" => labels(post, "tags"),
      "categories" => labels(post, "categories"),
    )
  end
  pages = site.pages.select { |page| page.output_ext == ".html" }
  pages += site.documents.select(&:write?) - site.posts.docs
  files = Dir.glob("**/*", File::FNM_DOTMATCH, base: destination)
  files.select! { |name| File.file?(File.join(destination, name)) }
  puts JSON.pretty_generate(
    "jekyll" => Jekyll::VERSION, "files" => files.sort, "posts" => posts,
    "pages" => pages.map { |page| told(page, destination) }.sort_by { |page| page["file"] },
  )
end
