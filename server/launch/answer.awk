# Reads messages, one a line, while the server is being built: answers those whose answer is known, on stdout, and picks
# out those that must wait for the server.
#
#   awk -f answer.awk HANDSHAKE_FILE... RS='"' MESSAGES
#
# Environment: LEGACY and MODERN say what was agreed on before (version or nothing; 1 or nothing), SESSION is the folder
# for what comes out besides the answers:
#   agreed    the same two words, on one line each
#   answered  a sed script that prints the messages that the server must know of, though they were answered
#   keep      a sed script that prints the messages to keep for the server
#   waiting   appended: era, "call" or "other", id and progress token ("-" for none) of each request that waits, by tabs
#
# Only the top levels of a message are looked at: an "id" among a tool's arguments is none. Cutting at the quotes makes
# even a message of megabytes a few records. Where a message is odd in any way, it is left to the server.

# --- the answers that the server has given beforehand -----------------------------------------------------------------

FNR == 1 { file = FILENAME; sub(/.*\//, "", file) }
RS != "\"" && file == "waiting" { waits[$0] = 1; next }
RS != "\"" { answers[file] = $0; next }

# --- cutting messages into values -------------------------------------------------------------------------------------

!started { started = 1; line = 0; modern_version = "2026-07-28"; legacy = ENVIRON["LEGACY"]; modern = ENVIRON["MODERN"]; begin_message() }
{
  if (quoted) {
    # A line break inside a string cannot be: the message ends here, unfinished.
    while ((at = index($0, "\n")) > 0 && quoted) { odd = 1; end_message(); $0 = substr($0, at + 1); quoted = 0 }
  }
  if (quoted) {
    # No more is kept of a string than an id or a name may need: a log is not copied once for each of its quotes.
    if (!too_long) {
      string = string substr($0, 1, 1000)
      too_long = length($0) > 1000 || length(string) > 1000
    }
    if (escapes_quote($0)) { if (!too_long) string = string "\""; next }
    quoted = 0
    end_string()
    next
  }
  outside($0)
  quoted = 1
  string = ""
  too_long = 0
}
END { if (!started) exit; quoted = 0; if (top != "" || depth > 0) end_message(); finish() }

function escapes_quote(text,   i, n) {
  n = 0
  for (i = length(text); i > 0 && substr(text, i, 1) == "\\"; i--) n++
  return n % 2
}

function begin_message() {
  depth = 0; top = ""; odd = 0; scalar = ""; is_value = 0
  split("", type); split("", value); split("", key); split("", container)
}

# What stands between two strings. Long lists of numbers are cut first: in some awks substr() takes as long as its text.
function outside(text,   i, c, n) {
  n = length(text)
  if (n > 500) {
    for (i = 0; i < 32; i++) outside(substr(text, 1 + int(n * i / 32), int(n * (i + 1) / 32) - int(n * i / 32)))
    return
  }
  for (i = 1; i <= n; i++) {
    c = substr(text, i, 1)
    if (c == "{" || c == "[") { note(c, ""); depth++; container[depth] = c; key[depth] = ""; is_value = 0 }
    else if (c == "}" || c == "]") { end_scalar(); depth--; is_value = 0; if (depth < 0) odd = 1 }
    else if (c == ",") { end_scalar(); is_value = 0 }
    else if (c == ":") is_value = 1
    else if (c == "\n") { end_scalar(); end_message() }
    else if (c != " " && c != "\t" && c != "\r") { if (length(scalar) < 1000) scalar = scalar c; else odd = 1 }
  }
}

function end_scalar() {
  if (scalar != "") note(scalar ~ /^-?[0-9]/ ? "number" : "word", scalar)
  scalar = ""
}

function end_string() {
  if (depth > 0 && container[depth] == "{" && !is_value) {
    gsub(/\\\//, "/", string)
    if (index(string, "\\") || too_long) { if (depth == 1) odd = 1; string = "?" }
    key[depth] = string
  } else {
    note("string", string)
    is_value = 0
  }
}

# Remembers the value at a path of at most three keys: "params" SUBSEP "name".
function note(kind, text,   path, i) {
  if (depth == 0) { if (top != "" || kind != "{") odd = 1; top = kind; return }
  if (depth > 3) return
  path = key[1]
  for (i = 2; i <= depth; i++) { if (container[i] != "{") return; path = path SUBSEP key[i] }
  type[path] = kind
  value[path] = text
  if (kind == "string" && too_long) type[path] = "long"
}

# --- what becomes of a message ----------------------------------------------------------------------------------------

function end_message() {
  line++
  if (top == "" && depth == 0 && !odd) { begin_message(); return }  # a blank line
  if (odd || depth != 0 || quoted) keep_request("legacy", "other", "-", "-")
  else serve()
  begin_message()
}

function serve(   method, id, meta, era, version) {
  meta = "params" SUBSEP "_meta"
  method = value["method"]
  gsub(/\\\//, "/", method)
  if (!("method" in type) && (("result" in type) || ("error" in type))) return
  if (!("id" in type)) {
    if (method == "notifications/cancelled") keep()
    return
  }
  id = type["id"] == "string" ? "\"" value["id"] "\"" : value["id"]
  if (type["id"] != "string" && type["id"] != "number") { keep_request("legacy", "other", "-", "-"); return }
  era = "legacy"
  if (type["method"] != "string" || value["jsonrpc"] != "2.0" || type["params"] ~ /^(\[|string|number|word|long)$/) {
    keep_request(era, "other", id, "-")
    return
  }
  version = meta SUBSEP "io.modelcontextprotocol/protocolVersion"
  if (version in type) {
    if (type[version] == "string" && type[meta SUBSEP "io.modelcontextprotocol/clientCapabilities"] == "{") era = "modern"
    else if (method != "initialize") { keep_request(era, "other", id, "-"); return }
  } else if (method != "initialize" && legacy == "" && (modern || method == "server/discover" || method == "subscriptions/listen")) {
    keep_request(era, "other", id, "-")
    return
  }
  if (era == "modern") {
    if (!plain(value[version])) { keep_request(era, "other", id, "-"); return }
    if (value[version] != modern_version) { error(id, replaced(answers["unsupported_version.json"], "?", value[version])); return }
    if (!modern) remember()
    modern = 1
  }
  answer(era, method, id)
}

function answer(era, method, id,   file, kind, token) {
  if (era == "legacy" && method == "initialize") { initialize(id); return }
  file = method
  gsub(/\//, "_", file)
  file = era "." file ".json"
  if ((file in answers) && !(("params" SUBSEP "cursor") in type)) { result(id, answers[file]); return }
  if (method == "tools/call" && value["params" SUBSEP "name"] == "on_bash") {
    result(id, "{\"content\":[],\"isError\":false" (era == "modern" ? ",\"resultType\":\"complete\"" : "") "}")
    return
  }
  if (!(file in answers) && !((era " " method) in waits) && plain(method)) {
    error(id, "{\"code\":-32601,\"message\":\"Method not found: " method "\"}")
    return
  }
  kind = method == "tools/call" ? "call" : "other"
  token = "params" SUBSEP "_meta" SUBSEP "progressToken"
  if (type[token] == "string") token = "\"" value[token] "\""
  else token = type[token] == "number" ? value[token] : "-"
  keep_request(era, kind, id, token)
}

# The version that both know, or the server's latest one.
function initialize(id,   wanted, text, latest) {
  text = answers["legacy.initialize.json"]
  match(text, /"protocolVersion":"[^"]*"/)
  latest = substr(text, RSTART + 19, RLENGTH - 20)
  wanted = value["params" SUBSEP "protocolVersion"]
  legacy = latest
  if (wanted ~ /^[0-9-]+$/ && wanted != modern_version && index(answers["unsupported_version.json"], "\"" wanted "\"")) legacy = wanted
  remember()
  result(id, replaced(text, "\"" latest "\"", "\"" legacy "\""))
}

function replaced(text, old, new,   done, at) {
  done = ""
  while ((at = index(text, old)) > 0) {
    done = done substr(text, 1, at - 1) new
    text = substr(text, at + length(old))
  }
  return done text
}

# Can be repeated in an error as it is.
function plain(text) { return length(text) <= 100 && !index(text, "\\") }

function result(id, text) { print "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":" text "}" }
function error(id, text) { print "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"error\":" text "}" }

function remember() { print line "p" > (ENVIRON["SESSION"] "/answered") }
function keep() { print line "p" > (ENVIRON["SESSION"] "/keep") }
function keep_request(era, kind, id, token) {
  keep()
  print era "\t" kind "\t" id "\t" token >> (ENVIRON["SESSION"] "/waiting")
}

function finish() { print legacy "\n" modern > (ENVIRON["SESSION"] "/agreed") }
