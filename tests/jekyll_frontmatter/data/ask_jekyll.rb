# frozen_string_literal: true

# Asks Jekyll which tags and categories it reads.
# In: a JSON list of front matter texts. Out: a JSON list of [tags, categories],
# or null where Jekyll cannot read the file.
require "jekyll"
require "json"
require "tmpdir"

Jekyll.logger.log_level = :error

def ask(site, folder, front_matter)
  path = File.join(folder, "_posts", "2018-08-01-my-first-post.md")
  File.write(path, "---\n#{front_matter}\n---\n\nText.\n")
  post = Jekyll::Document.new(path, { :site => site, :collection => site.posts })
  post.read
  return nil if post.data["tags"].nil?

  [post.data["tags"], post.data["categories"]].map { |list| list.map(&:to_s) }
end

Dir.mktmpdir do |folder|
  Dir.mkdir(File.join(folder, "_posts"))
  site = Jekyll::Site.new(Jekyll.configuration("source" => folder, "quiet" => true))
  questions = JSON.parse($stdin.read)
  puts JSON.generate(questions.map { |text| ask(site, folder, text) })
end
