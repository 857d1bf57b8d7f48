#include "knowledge/emit.h"

#include <array>

namespace doctor::knowledge {
namespace {

// A string literal; octal escapes, because they end after three digits whatever follows.
std::string literal(Text text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n\"\n\"";
    } else if (c == '"' || c == '\\' || c == '?') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += {'\\', static_cast<char>('0' + (byte >> 6U)),
              static_cast<char>('0' + ((byte >> 3U) & 7U)), static_cast<char>('0' + (byte & 7U))};
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string view(Text text) {
  return text.empty() ? "{}" : "{" + literal(text) + ", " + std::to_string(text.size()) + "}";
}

template <std::size_t N>
std::string braces(const std::array<std::string, N>& parts) {
  std::string out = "{";
  for (const std::string& part : parts) out += (out.size() > 1 ? ", " : "") + part;
  return out + "}";
}

// Writes one named array per list; spans refer to them by name.
class Emitter {
 public:
  // Declares an array of `type` and returns its name, or "{}" for an empty one.
  std::string array(std::string_view type, const std::vector<std::string>& items) {
    if (items.empty()) return "{}";
    std::string name = "a" + std::to_string(count_++);
    out_ += "constexpr " + std::string(type) + " " + name + "[] = {\n";
    for (const std::string& item : items) out_ += item + ",\n";
    out_ += "};\n";
    return name;
  }

  std::string texts(Texts texts) {
    std::vector<std::string> items;
    for (const Text text : texts) items.push_back(view(text));
    return array("Text", items);
  }

  std::string match(const Match& match) {
    std::vector<std::string> captures;
    for (const Capture& capture : match.captures) {
      captures.push_back(braces<2>({view(capture.name), view(capture.pattern)}));
    }
    return braces<9>(
        {texts(match.all), texts(match.any), texts(match.none), texts(match.context),
         texts(match.without), view(match.sign), std::to_string(match.within),
         "static_cast<Confidence>(" + std::to_string(static_cast<int>(match.confidence)) + ")",
         array("Capture", captures)});
  }

  std::string entry(const Entry& entry) {
    std::vector<std::string> matches;
    std::vector<std::string> crates;
    std::vector<std::string> fixes;
    std::vector<std::string> sources;
    for (const Match& m : entry.matches) matches.push_back(match(m));
    for (const Crate& c : entry.crates)
      crates.push_back(braces<3>({view(c.name), view(c.versions), view(c.note)}));
    for (const Fix& f : entry.fixes) {
      fixes.push_back(braces<4>({view(f.title), view(f.language), view(f.text), view(f.scope)}));
    }
    for (const Source& s : entry.sources)
      sources.push_back(braces<3>({view(s.what), view(s.ref), view(s.date)}));
    return braces<24>({view(entry.id),
                       view(entry.area),
                       view(entry.title),
                       view(entry.kind),
                       view(entry.status),
                       view(entry.evidence),
                       view(entry.backend),
                       view(entry.since),
                       view(entry.fixed_in),
                       view(entry.checked),
                       "static_cast<Stage>(" + std::to_string(static_cast<int>(entry.stage)) + ")",
                       view(entry.cause),
                       view(entry.details),
                       texts(entry.aliases),
                       texts(entry.explains),
                       texts(entry.keywords),
                       texts(entry.platforms),
                       texts(entry.confirm),
                       texts(entry.messages),
                       array("Match", matches),
                       array("Crate", crates),
                       array("Fix", fixes),
                       array("Source", sources),
                       "{}"});
  }

  // Declares the function of compiled.h that returns all items.
  void function(std::string_view type, std::string_view name,
                const std::vector<std::string>& items) {
    const std::string table = array(type, items);
    functions_ += "std::span<const " + std::string(type) + "> " + std::string(name) +
                  "() { return " + table + "; }\n";
  }

  void text_function(std::string_view name, Text text) {
    functions_ += "Text " + std::string(name) + "() { return " + view(text) + "; }\n";
  }

  std::string finish() const {
    return "// Written by knowledge_compiler from the entries and the skill's pages.\n"
           "#include \"knowledge/compiled.h\"\n\nnamespace doctor::knowledge {\nnamespace {\n" +
           out_ + "}  // namespace\n" + functions_ + "}  // namespace doctor::knowledge\n";
  }

 private:
  std::string out_;
  std::string functions_;
  int count_ = 0;
};

}  // namespace

std::string emit_tables(const std::vector<Entry>& entries, const std::vector<Sign>& signs,
                        const std::vector<Page>& pages, Text intrinsics) {
  Emitter emitter;
  std::vector<std::string> items;
  items.reserve(entries.size());
  for (const Entry& entry : entries) items.push_back(emitter.entry(entry));
  emitter.function("Entry", "compiled_entries", items);
  items.clear();
  for (const Sign& sign : signs)
    items.push_back(braces<2>({view(sign.name), emitter.texts(sign.patterns)}));
  emitter.function("Sign", "compiled_signs", items);
  items.clear();
  for (const Page& page : pages) items.push_back(braces<2>({view(page.name), view(page.text)}));
  emitter.function("Page", "compiled_pages", items);
  emitter.text_function("compiled_intrinsics", intrinsics);
  return emitter.finish();
}

}  // namespace doctor::knowledge
