#include "base/location.h"

#include "base/result.h"

namespace doctor {

std::string Location::str() const {
  std::string out = file;
  for (int number : {line, column}) {
    if (number == 0) break;
    if (!out.empty()) out += ':';
    out += std::to_string(number);
  }
  return out;
}

std::string Problem::str() const {
  const std::string place = where.str();
  return place.empty() ? message : place + ": " + message;
}

}  // namespace doctor
