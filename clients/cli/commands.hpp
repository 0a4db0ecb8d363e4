// What `tutti` can do, one function for each word of its command line. Each returns the program's exit code, throws
// ConnectionLost, or Interrupted when Ctrl-C or a closed pipe ends it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/connection.hpp"

namespace tutti::cli {

enum Exit { done = 0, refused = 1, wrong_usage = 2, no_connection = 3, interrupted = 130 };

struct Options {
    std::string desk;
    std::string token = {};  // of who is logged in; empty: nobody
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

// commands_scene.cpp
struct SceneWish {
    std::string name, scope, file;  // name: of a new one
    std::vector<std::string> only;  // patterns: what is recalled of it
    int id = 0;
    double seconds = -1;     // negative: the scene's own
    bool has_scope = false;  // an empty scope is all parts
};
int list_scenes(const Options& options);
int change_scene(const Options& options, const std::string& verb, const SceneWish& wish);
int recall_scene(const Options& options, const std::string& verb, const SceneWish& wish);
int compare_scene(const Options& options, const SceneWish& wish);
int export_scene(const Options& options, const SceneWish& wish);
int import_scene(const Options& options, const SceneWish& wish);

// The results that stand behind address and revision of the /ok; an action, and that on standard output.
std::vector<Value> result_of(const Answers& answers, const std::string& address);
int act_and_print(const Options& options, const Message& action);
// A text that comes in pieces, whole, on standard output; `offset` is the argument that says where a piece begins.
int print_pieces(const Options& options, Message action, std::size_t offset);

// commands_x32.cpp
struct X32Wish {
    std::string file;
    int channel = 1, bus = 1;  // where the file's begin
};
int export_x32(const Options& options, const X32Wish& wish);
int import_x32(const Options& options, const X32Wish& wish);

// commands_history.cpp
int history(const Options& options, const std::string& pattern, int count);
int take_back(const Options& options, const std::string& verb, bool own);

// commands_live.cpp
int watch(const Options& options, const std::vector<std::string>& patterns, bool changes_only);
int meters(const Options& options, const std::string& what, int rate);

// An action and the answer to it, however long the desk works on it (commands_write.cpp).
Answers carry_out(Connection& desk, const Message& action);
// Standard input where it is "-". Throws std::runtime_error; the other one complains and gives nothing.
std::string whole_file(const std::string& file);
std::optional<std::string> file_or_complaint(const std::string& file);

// commands_people.cpp; PINs are asked for, and never stand on the command line
int login(const Options& options, const std::string& name);
int logout(const Options& options);
int user_list(const Options& options);
int user_add(const Options& options, const std::string& name, const std::string& role, int cue, int monitor);
int user_delete(const Options& options, const std::string& name);
int user_pin(const Options& options, const std::string& name);
int user_invite(const Options& options, const std::string& name);
int user_grant(const Options& options, const std::string& name, const std::vector<std::string>& patterns);

// commands_lan.cpp; `wanted`: on, off, or empty to only look
int lan(const Options& options, const std::string& wanted);

// commands_network.cpp
int list_network(const Options& options);

// commands_layout.cpp; needs no desk
struct LayoutWish;
int layout(const std::string& program, const LayoutWish& wish);

// Output is written at once, whole lines at a time.
void print(const std::string& text);
void complain(const std::string& sentence);
void complain(const Refusal& refusal);

// "/channel/1/fader -6"
std::string in_one_line(const Message& message);

// Says what was refused, and gives the exit code that goes with it.
int report(const std::vector<Refusal>& refusals);

}  // namespace tutti::cli
