// Conversations with a server, written down as files that a person can read.
//
// A transcript is a text file, one step per line; empty lines and lines that start with # say
// nothing.
//
//   == server fixture     the program to talk to: fixture, product, or any (both; the default)
//   == eof                closes the server's input
//   == signal SIGINT      sends it a signal (SIGINT, SIGTERM, SIGHUP)
//   == close-output       closes the reading end of its output
//   == exit 0 100         it ends with this status within so many milliseconds
//   == wait 20            lets so many milliseconds pass
//   >> TEXT               sends a line; $NAME(…) is expanded as told below
//   >= TEXT               sends bytes without a line break; knows \n \r \t \\ and \xHH
//   << JSON               the next message is this
//   <~ JSON               the same; neighbouring <~ lines may be met in any order
//   <- JSON               messages like this may come before the next expected one
//   <$ TEXT               the message received last contains these bytes
//   <! 50                 nothing arrives for so many milliseconds
//
// In expected JSON the text "..." stands for any value; as a key it allows members that are not
// named, and as the last element of an array any further elements.
//
// In a line that is sent, $META is the envelope of a modern request as the member "_meta" and
// $META(2099-01-01) the same with another version; $REPEAT(text,9) is nine times the text, and
// $PAD(n) as many letters as make the whole line n bytes long (before its line break).
//
// After the last step the input is closed, unless the server has ended already: then it must exit
// with 0 and have sent nothing that no step expected.
#pragma once

#include <string>
#include <vector>

#include "json/json.h"

namespace doctor::test {

struct Step {
  std::string kind;  // "==", ">>", …
  std::string text;
  int line = 0;
};

struct Transcript {
  std::string file;
  std::string server = "any";
  std::vector<Step> steps;
};

// Reads a transcript; throws std::runtime_error with file and line where it is not well-formed.
Transcript read_transcript(const std::string& file);

// Runs it against `program`. Empty where every step went as written, else one complaint with file
// and line.
std::string run_transcript(const Transcript& transcript, const std::string& program);

// Whether a message is as expected.
bool matches(const Json& expected, const Json& actual);

// The line that a >> step sends, without its line break.
std::string expand(const std::string& text);

}  // namespace doctor::test
