#include "server/people/rights.hpp"

#include <algorithm>

#include "engine/console/pattern.hpp"

namespace tutti {
namespace {

// The table. A pattern stands for all that is below what it matches; a later one overrules an earlier one, and one with
// '-' takes away. {cue} is the person's own cue mixes, {monitor} where it sits, {user} itself: a pattern with one of
// them is left out where the person has none. The engineer may do everything and has no line.
struct Line {
    Role role;
    std::string_view patterns;  // blanks between
};
constexpr Line kTable[] = {
    // Everybody: what one's own devices show. Actions that only read.
    {Role::none, "/user/{user}/{selection,flip} /history/list /scene/{compare,export,list}"},

    // The mix, scenes, the own monitor and talkback; no patching, no limits, no people.
    {Role::producer,
     "/{channel,bus,matrix,dca,mutegroup,fx,talkback,scene} /main /session/{panic,undo,redo} "
     "-/{channel,bus,matrix}/*/insert/{source,measure} -/main/insert/{source,measure} "
     "-/channel/*/input/source -/fx/*/source -/talkback/*/source "
     "-/{bus,matrix}/*/limiter -/main/limiter -/bus/*/kind "
     "-/bus/*/cue/{owner,locked,max,limit,loudness_max} -/bus/*/cue/start/store"},
    {Role::producer,
     "-/{channel,bus,matrix,dca}/*/solo -/main/solo -/fx/*/return/solo -/{channel,bus,matrix}/*/{gate,comp}/listen "
     "-/main/comp/listen"},

    // Patching, devices, names, gains and tests; no mix.
    {Role::technician,
     "/channel/*/input/{source,trim,invert,delay} /{channel,bus,matrix}/*/insert/{source,measure} "
     "/main/insert/{source,measure} /fx/*/source /output /oscillator /talkback/*/source /session/{undo,redo} "
     "/{channel,bus,matrix,dca,mutegroup}/*/{name,color,icon,short,family} /main/{name,color} "
     "/fx/*/return/{name,color,icon,family}"},

    // What one hears of others, on one's own monitor.
    {Role::producer,
     "/monitor/{monitor} /{channel,bus,matrix,dca}/*/solo/{monitor} /main/solo/{monitor} "
     "/fx/*/return/solo/{monitor} /{channel,bus,matrix}/*/{gate,comp}/listen/{monitor} /main/comp/listen/{monitor}"},
    {Role::technician,
     "/monitor/{monitor} /{channel,bus,matrix,dca}/*/solo/{monitor} /main/solo/{monitor} "
     "/fx/*/return/solo/{monitor} /{channel,bus,matrix}/*/{gate,comp}/listen/{monitor} /main/comp/listen/{monitor}"},

    // The own cue mix, but for its bounds.
    {Role::artist,
     "/{channel,bus}/*/send/{cue}/{level,pan,pan_follow,on,me,offset} "
     "/fx/*/return/send/{cue}/{level,pan,pan_follow,on,me,offset} "
     "/bus/{cue}/{fader,mute,balance,eq} /bus/{cue}/inherit/source "
     "/bus/{cue}/cue/{limit,call,call_text,me,store,recall,delete,start,list} -/bus/{cue}/cue/start/store "
     "/bus/{cue}/cue/family/*/{level,mute} /talkback/*/send/{cue}/level /session/{undo,redo} /monitor/{monitor}"},
};
// Behind the grants: who performs changes nothing in a locked mix, whatever else was given.
constexpr std::string_view kLocked =
    "-/bus/{locked} -/{channel,bus,talkback}/*/send/{locked} -/fx/*/return/send/{locked}";

void each_word(std::string_view words, auto&& take) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (end > 0) take(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

// "{3,5}"; empty where there are none.
std::string alternatives(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers) text += (text.empty() ? "{" : ",") + std::to_string(number);
    return text.empty() ? text : text + "}";
}

// False where the person has nothing to put there.
bool fill(std::string& pattern, std::string_view place, const std::vector<int>& numbers) {
    const std::size_t at = pattern.find(place);
    if (at == std::string::npos) return true;
    pattern.replace(at, place.size(), alternatives(numbers));
    return !numbers.empty();
}

std::vector<int> one(int number) {
    return number > 0 ? std::vector{number} : std::vector<int>{};
}

// The pattern names it, or something above it.
bool covers(std::string_view pattern, std::string_view address) {
    while (!pattern.empty()) {
        if (address.empty()) return false;
        const std::size_t end = std::min(pattern.find('/', 1), pattern.size());
        const std::size_t behind = std::min(address.find('/', 1), address.size());
        if (!matches(pattern.substr(1, end - 1), address.substr(1, behind - 1))) return false;
        pattern.remove_prefix(end);
        address.remove_prefix(behind);
    }
    return true;
}

}  // namespace

Rights::Rights(const Console& console, Person person) : person_(std::move(person)) {
    if (everything() || person_.role == Role::none) return;
    const auto take = [&](std::string_view word) {
        std::string pattern(word);
        if (fill(pattern, "{cue}", person_.cues) && fill(pattern, "{monitor}", one(person_.monitor)) &&
            fill(pattern, "{user}", one(person_.user)) && fill(pattern, "{locked}", person_.locked))
            add(console, pattern);
    };
    for (const Line& line : kTable)
        if (line.role == person_.role || line.role == Role::none) each_word(line.patterns, take);
    each_word(person_.grants, [&](std::string_view pattern) { add(console, pattern); });
    if (person_.role == Role::artist) each_word(kLocked, take);
}

void Rights::add(const Console& console, std::string_view pattern) {
    const bool gives = !pattern.starts_with('-');
    if (!gives) pattern.remove_prefix(1);
    rules_.push_back({gives, Selection(console.layout(), console.tree(), pattern, Selection::Depth::all)});
}

bool Rights::may_write(const Place& place) const {
    if (everything()) return true;
    for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule)
        if (rule->selection.contains(place)) return rule->gives;
    return false;
}

bool Rights::may_act(std::string_view address) const {
    if (everything()) return true;
    for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule)
        if (covers(rule->selection.pattern(), address)) return rule->gives;
    return false;
}

std::shared_ptr<const Rights> all_rights() {
    static const auto all =
        std::make_shared<const Rights>(Console(Sizes{.channels = 1, .buses = 0}), Person{Role::engineer});
    return all;
}

std::string complaint_about_grants(std::string_view patterns) {
    std::string complaint;
    std::size_t count = 0;
    each_word(patterns, [&](std::string_view pattern) {
        if (++count > kMostGrants) complaint = "at most 16 patterns";
        if (complaint.empty() && (pattern.front() != '/' || !valid_pattern(pattern)))
            complaint = std::string(pattern.substr(0, 100)) + " is no pattern of addresses";
    });
    return complaint;
}

}  // namespace tutti
