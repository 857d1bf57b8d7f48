#include "tests/support/knowledge.h"

#include "tests/support/golden.h"
#include "tests/support/paths.h"

namespace doctor::test {

const EntryFiles& EntryFiles::get() {
  static const EntryFiles files;
  return files;
}

EntryFiles::EntryFiles()
    : loaded_(
          knowledge::load_folder(RealFiles(), source_dir() + "/server/knowledge/entries", arena_)),
      signs_(
          knowledge::load_signs(read_source("server/knowledge/signs.toml"), "signs.toml", arena_)),
      knowledge_(loaded_.entries, signs_.signs, knowledge::compiled_pages()),
      classifier_(knowledge_) {}

classify::Report EntryFiles::classify(std::string_view log) const {
  TextSource source(log);
  return classifier_.classify(source, {}).value();
}

}  // namespace doctor::test
