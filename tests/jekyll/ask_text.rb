# Asks Jekyll what it makes of texts: on standard input a JSON object with "config",
# "data", "includes" (texts by name), "posts" (names of files), "front_matter" and
# "texts"; on standard output a JSON list with "liquid" (the text with its Liquid run)
# and "html" (what kramdown makes of that) of each, or its "error".
require "jekyll"
require "json"
require "tmpdir"

ENV["TZ"] = "UTC"
Jekyll.logger.log_level = :error

asked = JSON.parse($stdin.read)
Dir.mktmpdir do |folder|
  write = lambda do |path, text|
    full = File.join(folder, path)
    FileUtils.mkdir_p(File.dirname(full))
    File.write(full, text)
  end
  asked["includes"].each { |name, text| write.call("_includes/#{name}", text) }
  asked["posts"].each { |name| write.call("_posts/#{name}", "---\n---\nText.\n") }
  front_matter = "---\n#{asked["front_matter"]}\n---\n"
  config = {"source" => folder, "destination" => File.join(folder, "out"),
            "timezone" => "UTC", "quiet" => true, "disable_disk_cache" => true}
  site = Jekyll::Site.new(Jekyll.configuration(config.merge(asked["config"])))
  site.reset
  site.read
  site.data.merge!(asked["data"])
  markdown = site.find_converter_instance(Jekyll::Converters::Markdown)
  answers = asked["texts"].each_with_index.map do |text, index|
    name = "text-#{index}.txt" # Jekyll keeps what it has parsed, by its file
    write.call(name, "#{front_matter}#{text}")
    page = Jekyll::Page.new(site, folder, "", name)
    begin
      page.render({}, site.site_payload)
      {"liquid" => page.output, "html" => markdown.convert(page.output)}
    rescue StandardError => e
      {"error" => e.message}
    end
  end
  puts JSON.generate(answers)
end
