#include "override/edit_check.h"

#include <algorithm>

namespace doctor::override {
namespace {

using toml::Kind;
using toml::Member;
using toml::Value;

// Documents are compared by key, because an edit may change which table comes first.
std::vector<const Member*> by_key(const Value& table) {
  std::vector<const Member*> members;
  members.reserve(table.members.size());
  for (const Member& member : table.members) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const Member* a, const Member* b) { return a->key < b->key; });
  return members;
}

bool equal(const Value& a, const Value& b) {
  if (a.kind != b.kind || a.text != b.text || a.integer != b.integer || a.boolean != b.boolean) {
    return false;
  }
  const auto left = by_key(a);
  const auto right = by_key(b);
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), equal) &&
         std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Member* x, const Member* y) {
                      return x->key == y->key && equal(x->value, y->value);
                    });
}

// The same for what is below the first `depth` parts of the setting's path.
bool changes_only_below(const Value& before, const Value& after, const Setting& setting,
                        std::size_t depth) {
  if (depth == setting.path.size()) return holds(after, setting);
  if (before.kind != Kind::kTable || after.kind != Kind::kTable) return false;
  const std::string& key = setting.path[depth];
  const Value* wanted = after.find(key);
  if (wanted == nullptr) return false;
  const Value* old = before.find(key);
  // A key that is new brings the tables above it along; they hold nothing else.
  if (!changes_only_below(old != nullptr ? *old : Value{}, *wanted, setting, depth + 1)) {
    return false;
  }
  const auto others = [&](const Value& table) {
    auto members = by_key(table);
    members.erase(std::remove_if(members.begin(), members.end(),
                                 [&](const Member* member) { return member->key == key; }),
                  members.end());
    return members;
  };
  const auto left = others(before);
  const auto right = others(after);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Member* x, const Member* y) {
                      return x->key == y->key && equal(x->value, y->value);
                    });
}

}  // namespace

bool holds(const Value& value, const Setting& setting) {
  if (const bool* wanted = std::get_if<bool>(&setting.value)) {
    return value.kind == Kind::kBoolean && value.boolean == *wanted;
  }
  return value.kind == Kind::kString && value.text == std::get<std::string>(setting.value);
}

bool changes_only(const Value& before, const Value& after, const Setting& setting) {
  return changes_only_below(before, after, setting, 0);
}

}  // namespace doctor::override
