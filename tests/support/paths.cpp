// The build's paths are compiled into this file alone, so all others compile alike in every tree.
#include "tests/support/paths.h"

namespace doctor::test {

std::string source_dir() {
  return DOCTOR_SOURCE_DIR;
}
std::string binary_dir() {
  return DOCTOR_BINARY_DIR;
}
std::string executable() {
  return DOCTOR_EXECUTABLE;
}
std::string fixture() {
  return DOCTOR_FIXTURE;
}
std::string http_executable() {
  return DOCTOR_EXECUTABLE "-http";
}
int slack() {
  return DOCTOR_TEST_SLACK;
}

}  // namespace doctor::test
