# Asks Jekyll what it makes of front matter: a JSON list of cases on standard input
# ({"name", "front_matter", "permalink"}), a JSON list of answers on standard output
# ({"output", "url", "tags", "categories"} or {"error"}).
require "jekyll"
require "json"
require "tmpdir"

ENV["TZ"] = "UTC"
Jekyll.logger.log_level = :error

answers = JSON.parse($stdin.read).map do |asked|
  Dir.mktmpdir do |folder|
    posts = File.join(folder, "_posts")
    Dir.mkdir(posts)
    text = "---\n#{asked["front_matter"]}\n---\n\nText.\n"
    File.write(File.join(posts, asked["name"]), text)
    config = {"source" => folder, "destination" => "/out", "timezone" => "UTC",
              "future" => true, "quiet" => true, "disable_disk_cache" => true}
    config["permalink"] = asked["permalink"] if asked["permalink"]
    begin
      site = Jekyll::Site.new(Jekyll.configuration(config))
      site.reset
      site.read
      post = site.posts.docs.fetch(0)
      {"output" => post.destination("/out").delete_prefix("/out/"), "url" => post.url,
       "tags" => post.data["tags"].map(&:to_s),
       "categories" => post.data["categories"].map(&:to_s)}
    rescue StandardError => e
      {"error" => e.class.to_s}
    end
  end
end
puts JSON.generate(answers)
