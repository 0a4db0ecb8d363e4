// What `tutti` can do, one function for each word of its command line. Each returns the program's exit code, throws
// ConnectionLost, or Interrupted when Ctrl-C or a closed pipe ends it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "clients/cli/connection.hpp"

namespace tutti::cli {

enum Exit { done = 0, refused = 1, wrong_usage = 2, no_connection = 3, interrupted = 130 };

struct Options {
    std::string desk;
    std::chrono::milliseconds timeout{5000};
    bool json = false;
};

// commands_read.cpp
int get(const Options& options, const std::vector<std::string>& addresses);
int list(const Options& options, const std::string& prefix, bool with_types);
int dump(const Options& options, const std::string& pattern);

// commands_write.cpp
int set(const Options& options, const std::vector<std::string>& pairs);
int load(const Options& options, const std::string& file, bool dry_run);
int act(const Options& options, const std::string& address, const std::vector<std::string>& words);

// commands_live.cpp
int watch(const Options& options, const std::vector<std::string>& patterns, bool changes_only);
int meters(const Options& options, const std::string& what, int rate);

// Output is written at once, whole lines at a time.
void print(const std::string& text);
void complain(const std::string& sentence);
void complain(const Refusal& refusal);

// "/channel/1/fader -6"
std::string in_one_line(const Message& message);

// Says what was refused, and gives the exit code that goes with it.
int report(const std::vector<Refusal>& refusals);

}  // namespace tutti::cli
