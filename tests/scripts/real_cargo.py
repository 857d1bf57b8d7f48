#!/usr/bin/env python3
"""Asks the real cargo about what the server says, with the oracle and the generator beside the repository.

  real_cargo.py fresh TESTS SHARED      100 new projects, seeded with the date: the resolver agrees with cargo
  real_cargo.py overrides DOCTOR SHARED every override that is offered for the corpus makes all of cargo's units LLVM

Exit status 77 where there is no nightly cargo or no corpus.
"""
import concurrent.futures
import datetime
import json
import os
import shlex
import subprocess
import sys
import tempfile


def skip(reason):
    print(reason)
    sys.exit(77)


def fresh(tests, shared):
    seed = int(datetime.date.today().strftime("%Y%m%d")) * 100
    with tempfile.TemporaryDirectory() as folder:
        cases = os.path.join(folder, "cases.jsonl")
        made = subprocess.run([sys.executable, os.path.join(shared, "generate.py"), "--jsonl", "100", str(seed), cases],
                              capture_output=True, text=True, env=dict(os.environ, TMPDIR=folder))
        if made.returncode != 0:
            print(made.stdout[-2000:], made.stderr[-2000:])
            return 1
        print("seed", seed, "cases", sum(1 for _ in open(cases)))
        return subprocess.run([tests, "--gtest_brief=1", "--gtest_filter=CargoCorpus.MoreCasesToo"],
                              env=dict(os.environ, DOCTOR_CARGO_CASES=cases)).returncode


def values(answer):
    return [v for units in answer["packages"].values() for x in units.values() for v in (x if isinstance(x, list) else [x])]


def is_llvm(answer):
    return answer["rc"] == 0 and all(v in (None, "llvm") for v in values(answer))


def words_of(command):
    """The environment and the arguments for cargo of "env A=b cargo test"."""
    words = shlex.split(command)
    environment = {}
    if words[0] == "env":
        words = words[1:]
    while "=" in words[0] and words[0] != "cargo":
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    return environment, words[1:]


class Overrides:
    def __init__(self, doctor, shared):
        from generate import materialize
        from oracle import find_toolchain, oracle
        self.doctor, self.materialize, self.oracle = doctor, materialize, oracle
        self.toolchain = find_toolchain()

    def check(self, case):
        """The kinds of options that were offered, and what is wrong with them."""
        with tempfile.TemporaryDirectory() as folder:
            root = os.path.realpath(folder)
            self.materialize(case["files"], root)
            start = os.path.join(root, case["cwd"])
            os.makedirs(start, exist_ok=True)
            env = {name: value.replace("$ROOT", root) for name, value in case["env"].items()}
            os.makedirs(env["CARGO_HOME"], exist_ok=True)
            env = dict({"PATH": "/usr/bin:/bin", "HOME": root + "/nohome"}, **env)
            command = "cargo " + " ".join(shlex.quote(word.replace("$ROOT", root)) for word in case["cmd"])
            told = subprocess.run([self.doctor, "override", start, "--json", "--toolchain", "nightly", "--command", command],
                                  env=env, capture_output=True, text=True)
            if told.returncode != 0:
                return [], [told.stderr]
            plan = json.loads(told.stdout)
            if plan["recommended"] is None:
                return [], [plan["why"]]
            options = [plan["recommended"]] + plan["alternatives"]
            options.sort(key=lambda option: bool(option["files"]))  # files last: they stay
            kinds, faults = [], []
            for option in options:
                more, words = words_of(option.get("command", command))
                for file in option["files"]:
                    patched = subprocess.run(["patch", "-p1", "-s", "--binary"], input=file["patch"].encode(), cwd=file.get("in", start),
                                             capture_output=True)
                    if patched.returncode != 0:
                        faults.append("patch: " + patched.stdout.decode() + file["patch"])
                kinds.append("files" if option["files"] else "variables" if option["env"] else "arguments")
                answer = self.oracle(start, words, dict(env, **more), self.toolchain)
                if not is_llvm(answer):
                    faults.append(f"{option['title']}: {option.get('command')}: {answer.get('error', answer.get('packages'))}")
            return kinds, faults


def overrides(doctor, shared):
    asked = Overrides(doctor, shared)
    cases = [json.loads(line) for line in open(os.path.join(shared, "cases.jsonl"))]
    cases = [c for c in cases if c["expected"]["rc"] == 0 and not is_llvm(c["expected"])]
    count, failed = {}, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case, (kinds, faults) in zip(cases, pool.map(asked.check, cases)):
            for kind in set(kinds):
                count[kind] = count.get(kind, 0) + 1
            for fault in faults:
                failed += 1
                print(case["id"], "cargo", case["cmd"], fault)
    print(len(cases), "cases that need one; options that work:", count)
    return 0 if failed == 0 and count.get("arguments") == len(cases) > 100 else 1


def main():
    mode, program, shared = sys.argv[1:4]
    if not os.path.exists(os.path.join(shared, "cases.jsonl")):
        skip(shared + " is not here")
    sys.path.insert(0, shared)
    sys.dont_write_bytecode = True
    try:
        from oracle import find_toolchain
        find_toolchain()
    except (OSError, SystemExit):
        skip("there is no nightly cargo in rustup's folder")
    sys.exit({"fresh": fresh, "overrides": overrides}[mode](program, shared))


main()
