#include "override/project.h"

#include <algorithm>

#include "base/similar.h"
#include "base/text.h"
#include "cargo/paths.h"
#include "override/crates.h"
#include "override/file_option.h"
#include "override/options.h"
#include "override/project_words.h"
#include "override/trial.h"

namespace doctor::override {
namespace {

// One plan, step by step; a step that ends it returns true.
class Planner {
 public:
  Planner(const Files& files, const Request& request, const Place& place)
      : request_(request),
        scene_{files,
               {place.folder, request.command, place.environment, request.toolchain},
               {},
               {},
               false} {
    const Result<std::string> physical = files.canonical(place.folder);
    plan_.project = physical.ok() ? physical.value() : place.folder;
  }

  Plan make() {
    scene_.before = cargo::resolve(scene_.files, scene_.request);
    if (is_hopeless() || !has_goal() || is_done() || is_decided_by_flags()) return std::move(plan_);
    const std::string root = cargo::parent(before().root);
    const Result<std::string> physical = scene_.files.canonical(root);
    plan_.folder = physical.ok() ? physical.value() : root;
    // The workspace may lie below the folder in which the command is given.
    if (cargo::is_inside(plan_.folder, plan_.project)) plan_.folder = plan_.project;
    describe_gate();
    collect_options();
    choose();
    return std::move(plan_);
  }

 private:
  struct Candidate {
    Option option;
    cargo::Resolution after;
  };

  const cargo::Resolution& before() const { return scene_.before; }

  bool end(Plan::State state, std::string why) {
    plan_.state = state;
    plan_.why = std::move(why);
    return true;
  }

  std::string place(const cargo::Origin& origin) const {
    return "`" + shown(origin, plan_.project) + "`";
  }

  // What no override can change: a stable cargo, an error of another kind than the closed gate.
  bool is_hopeless() {
    const std::optional<cargo::Refusal>& error = before().error;
    const bool is_gate = error && error->error_class == cargo::ErrorClass::kGate;
    const bool is_stable =
        !before().gate.can_be_opened ||
        (error && (error->error_class == cargo::ErrorClass::kUnstableFlagOnStable ||
                   error->error_class == cargo::ErrorClass::kGateNightlyOnly));
    if (is_stable) {
      plan_.gate.how = "None: a stable cargo takes no such key.";
      return end(Plan::State::kImpossible, stable_words(before(), plan_.project));
    }
    if (error && !is_gate) {
      return end(Plan::State::kImpossible,
                 "Cargo stops before it chooses a backend: " + error->message +
                     (error->origin.name.empty() ? "" : " (" + place(error->origin) + ")") +
                     ". Mend that first.");
    }
    return false;
  }

  bool has_goal() {
    part_ = part_of(request_);
    if (part_ == Part::kPackage) {
      scene_.goal = units_of(before(), request_.crate, request_.version);
      if (scene_.goal.empty()) return find_crate();
    } else {
      scene_.goal = built_units(before());
      scene_.is_everything = part_ == Part::kProfile;
      if (part_ == Part::kBuildOverride) {
        std::erase_if(scene_.goal, [](const Unit& unit) { return !unit.is_host; });
      }
    }
    if (request_.entry != nullptr) {
      const std::string version =
          part_ == Part::kPackage && !scene_.goal.empty()
              ? before().packages[scene_.goal.front().package].package.id.version
              : request_.version;
      plan_.caveats = crate_advice(*request_.entry, request_.crate, version);
    }
    return true;
  }

  // The crate is not built in this version, or not at all. Without a lock file nothing is known of
  // it: then the plan is the one that needs no project.
  bool find_crate() {
    scene_.goal = units_of(before(), request_.crate, "");
    if (!scene_.goal.empty()) {
      plan_.caveats.push_back(other_version_words(before(), scene_.goal.front(), request_.version));
      return true;
    }
    const std::string why_unknown = unknown_crate_words(before(), request_.crate);
    if (knows_all_packages(before())) {
      end(Plan::State::kUnknownCrate, why_unknown);
      return false;
    }
    Plan generic = override::plan(request_);
    generic.caveats.insert(generic.caveats.begin(), "Not proved: " + why_unknown);
    generic.project = plan_.project;
    plan_ = std::move(generic);
    return false;
  }

  bool is_done() {
    pending_ = without_llvm(before(), scene_.goal);
    const bool is_stopped = before().error.has_value();
    if (!pending_.empty() || is_stopped) return false;
    return end(Plan::State::kNotNeeded, done_words(before(), scene_.goal, request_, plan_.project));
  }

  // R1: then only flags help, and the profile's keys are powerless.
  bool is_decided_by_flags() {
    const auto flagged = std::find_if(pending_.begin(), pending_.end(), [&](const Unit& unit) {
      return decision_of(before(), unit).slot == "rustflags";
    });
    if (const auto behind = flag_behind_dashes(before())) {
      return end(Plan::State::kImpossible,
                 "The arguments behind `--` choose `" + *behind +
                     "` for the target itself and beat every profile: change them there.");
    }
    if (flagged == pending_.end()) return false;
    const cargo::Setting& setting = decision_of(before(), *flagged).backend;
    plan_.gate.needed = false;
    plan_.gate.how = "None: compiler flags pass cargo's gate, but rustc must be a nightly.";
    const std::string why = "A `rustflags` setting chooses `" + *setting.value + "` (" +
                            place(setting.origin) +
                            ") and beats every profile: the last flag wins. ";
    const auto command = cargo::parse_command(request_.command);
    std::vector<std::string> words;
    bool is_encoded = false;
    for (const cargo::Choice& word : before().flag_words) {
      is_encoded |= word.value.find_first_of(" \t") != std::string::npos ||
                    word.origin.name == "env:CARGO_ENCODED_RUSTFLAGS";
      words.push_back(word.value);
    }
    Option option = by_flags(*command, std::move(words), is_encoded);
    option.title = "This command, through " + option.environment.begin()->first;
    const cargo::Resolution after = resolved_with(scene_, option);
    if (!is_proved(scene_, after)) {
      return end(Plan::State::kImpossible,
                 why + "Remove it there; no variable or argument undoes it here (" +
                     shortfall(scene_, after, plan_.project) + ").");
    }
    plan_.why = why + "For good, remove it there.";
    plan_.proof = proof_of(scene_, after);
    plan_.proof->command.clear();  // cargo's unit graph does not show flags (R17)
    plan_.recommended = std::move(option);
    plan_.caveats.emplace_back("All packages are built anew with the changed flags.");
    return true;
  }

  void describe_gate() {
    const cargo::Gate& gate = before().gate;
    // With an error it may be open for the root's manifest alone (G6).
    is_open_ =
        !before().error && gate.open.value_or(!gate.by.name.empty()) && !gate.by.name.empty();
    // A variable or an argument opens it for this call only; a file is there for all.
    const bool is_lasting = is_open_ && gate.by.is_file();
    file_needs_gate_ = !is_lasting;
    is_gate_in_project_ = is_lasting && cargo::is_inside(gate.by.name, plan_.folder) &&
                          !cargo::is_inside(gate.by.name, before().home);
    if (is_open_) plan_.gate.satisfied_by = shown(gate.by, plan_.project);
    plan_.gate.how = gate_words(before(), plan_.project);
  }

  // The option joins the others if it is proved.
  bool add(const Scene& scene, Option option, std::string title) {
    option.title = std::move(title);
    cargo::Resolution after = resolved_with(scene, option);
    const bool is_good = is_proved(scene, after);
    if (!is_good && obstacle_.empty()) obstacle_ = shortfall(scene, after, plan_.project);
    if (is_good) candidates_.push_back({std::move(option), std::move(after)});
    return is_good;
  }

  std::vector<Key> keys_for(const std::string& profile) const {
    if (part_ == Part::kPackage) return package_keys(before(), scene_.goal, profile);
    return winning_keys(before(), scene_.goal, profile);
  }

  // Arguments behind the subcommand, unless an alias or a later setting makes another place
  // necessary.
  void add_arguments(const Scene& scene, const cargo::Command& command,
                     const std::vector<Key>& keys, const std::string& title) {
    using cargo::ArgumentPlace;
    std::vector<ArgumentPlace> places = {ArgumentPlace::kBehindSubcommand, ArgumentPlace::kAtEnd,
                                         ArgumentPlace::kInFrontOfSubcommand};
    // Behind the subcommand they would replace those in front of it.
    if (command.has_front_config) std::rotate(places.begin(), places.begin() + 2, places.end());
    for (const ArgumentPlace at : places) {
      if (add(scene, by_arguments(command, {keys, !is_open_}, at), title)) return;
    }
  }

  void collect_options() {
    const cargo::Command command = *cargo::parse_command(request_.command);
    const std::string& profile = before().profile;
    const std::string what = described(part_, request_.crate);
    const std::vector<Key> keys = keys_for(profile);
    add_arguments(scene_, command, keys, "This command, " + what);
    add_file(profile, what);
    const bool has_package = std::any_of(keys.begin(), keys.end(), is_package_key);
    if (!has_package) {
      add(scene_, by_environment(command, {keys, !is_open_}),
          "This command, " + what + ", through the environment");
    }
    if (part_ != Part::kPackage) return;
    Scene whole = scene_;
    whole.goal = built_units(before());
    whole.is_everything = true;
    if (without_llvm(before(), whole.goal).size() == pending_.size()) return;
    add_arguments(whole, command, winning_keys(before(), whole.goal, profile),
                  "This command, everything it builds");
  }

  void add_file(const std::string& profile, const std::string& what) {
    std::vector<Wanted> attempts;
    const std::string lasting = lasting_profile(profile);
    attempts.push_back({keys_for(lasting), file_needs_gate_});
    if (lasting != profile) attempts.push_back({keys_for(profile), file_needs_gate_});
    if (request_.scope == Scope::kProject) attempts = {project_keys()};
    FileOption found = file_option(scene_, attempts, plan_.folder, plan_.project);
    obstacle_of_files_ = found.obstacle;
    if (!found.option) return;
    const bool is_project = request_.scope == Scope::kProject;
    found.option->scope = part_ == Part::kPackage ? Scope::kPackage
                          : is_project            ? Scope::kProject
                                                  : Scope::kProfile;
    found.option->title = "Lasting, " + (is_project ? "everything in this project" : what);
    found.option->note =
        committed_words(before(), file_needs_gate_, is_gate_in_project_, plan_.project);
    candidates_.push_back({*std::move(found.option), *std::move(found.after)});
  }

  // What the usual commands need, each in the profile that passes it on.
  Wanted project_keys() const {
    Wanted wanted{keys_for(lasting_profile(before().profile)), file_needs_gate_};
    for (const char* command : {"cargo build --workspace", "cargo test --workspace",
                                "cargo build --release --workspace", "cargo bench --workspace"}) {
      cargo::Request request = scene_.request;
      request.folder = before().folder;
      request.command = command;
      const cargo::Resolution resolution = cargo::resolve(scene_.files, request);
      for (Key& key :
           winning_keys(resolution, built_units(resolution), lasting_profile(resolution.profile))) {
        const bool is_new =
            std::find(wanted.keys.begin(), wanted.keys.end(), key) == wanted.keys.end();
        if (is_new) wanted.keys.push_back(std::move(key));
      }
    }
    return wanted;
  }

  // The command line first, because it works at once and changes nothing; the file first where the
  // project itself opens the gate, or where a lasting form was asked for.
  void choose() {
    const auto is_wanted = [&](const Candidate& candidate) {
      const bool is_file = !candidate.option.files.empty();
      switch (request_.scope) {
        case Scope::kRecommended:
          return is_file == is_gate_in_project_;
        case Scope::kInvocation:
          return !is_file;
        case Scope::kPackage:
        case Scope::kProfile:
        case Scope::kProject:
          break;
      }
      return is_file;
    };
    if (candidates_.empty()) {
      end(Plan::State::kImpossible, "No setting does it: " + obstacle_ + ".");
      return;
    }
    const auto chosen = std::find_if(candidates_.begin(), candidates_.end(), is_wanted);
    if (chosen != candidates_.end()) std::rotate(candidates_.begin(), chosen, chosen + 1);
    const bool wants_file =
        request_.scope != Scope::kRecommended && request_.scope != Scope::kInvocation;
    const bool has_file = std::any_of(candidates_.begin(), candidates_.end(),
                                      [](const Candidate& c) { return !c.option.files.empty(); });
    if (!has_file) {
      const std::string sentence = "No file of the project can do it: " + obstacle_of_files_ + ".";
      if (wants_file)
        plan_.caveats.insert(plan_.caveats.begin(), sentence);
      else
        plan_.caveats.push_back(sentence);
    }
    add_caveats();
    for (Candidate& candidate : candidates_) {
      if (&candidate == &candidates_.front()) continue;
      plan_.alternatives.push_back(std::move(candidate.option));
    }
    Candidate& first = candidates_.front();
    plan_.why = proved_words(scene_, first.after, pending_, plan_.project);
    plan_.proof = proof_of(scene_, first.after);
    plan_.recommended = std::move(first.option);
  }

  void add_caveats() {
    for (const cargo::Choice& compiler : before().compilers) {
      plan_.caveats.insert(plan_.caveats.begin(), compiler_words(compiler, plan_.project));
    }
    if (before().arguments.subcommand == "test") {
      plan_.caveats.emplace_back("Doctests ignore profiles: rustdoc uses its default backend.");
    }
    if (part_ == Part::kPackage) {
      plan_.caveats.emplace_back(
          "Generic and `#[inline]` code is compiled where it is used: name the crate that cargo "
          "blames.");
    }
  }

  const Request& request_;
  Scene scene_;
  Plan plan_;
  Part part_ = Part::kProfile;
  std::vector<Unit> pending_;
  std::vector<Candidate> candidates_;
  std::string obstacle_;
  std::string obstacle_of_files_;
  bool is_open_ = false;
  bool file_needs_gate_ = true;
  bool is_gate_in_project_ = false;
};

}  // namespace

Plan plan_in_project(const Files& files, const Request& request, const Place& place) {
  return Planner(files, request, place).make();
}

}  // namespace doctor::override
