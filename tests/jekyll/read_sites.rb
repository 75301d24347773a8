# Lets Jekyll read many sites, and build none: a JSON list of folders on standard input, a
# JSON list of answers on standard output. An answer has the path of each file that Jekyll
# would publish, to {"output", "url", "extra"} (a key of front matter), and of documents
# {"id", "date", "categories", "tags"}, too; or it is an {"error"}.
require "jekyll"
require "json"

Jekyll.logger.log_level = :error

class Asking
  include Jekyll::Filters::URLFilters

  def initialize(site)
    @context = Liquid::Context.new({}, {}, {:site => site})
  end
end

def answer(folder)
  ENV["TZ"] = "UTC" # until the site's configuration says another
  Jekyll::Utils.instance_variable_set(:@parse_date_cache, nil) # of another time zone
  config = Jekyll.configuration("source" => folder, "destination" => "#{folder}/_site",
                                "plugins" => [], "quiet" => true,
                                "disable_disk_cache" => true)
  site = Jekyll::Site.new(config)
  site.reset
  site.read
  asking = Asking.new(site)
  found = {}
  site.each_site_file do |item|
    path = item.path.delete_prefix("#{folder}/")
    output = item.destination(site.dest).delete_prefix("#{site.dest}/")
    found[path] = {"output" => output, "url" => item.url}
    next if item.is_a?(Jekyll::StaticFile)

    found[path]["extra"] = item["extra"]
    next unless item.is_a?(Jekyll::Document)

    # A document that Jekyll has an error with is published without them.
    next found.delete(path) unless item.data["tags"]

    found[path]["id"] = asking.absolute_url(item.id)
    found[path]["date"] = item.date.strftime("%Y-%m-%d %H:%M:%S")
    found[path]["categories"] = item.data["categories"].map(&:to_s)
    found[path]["tags"] = item.data["tags"].map(&:to_s)
  end
  found
rescue StandardError => e
  {"error" => "#{e.class}: #{e.message}"}
end

puts JSON.generate(JSON.parse($stdin.read).map { |folder| answer(folder) })
