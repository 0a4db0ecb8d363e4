#include "server/history/history.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>

#include "server/history/going.hpp"
#include "server/history/searches.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kSoon = 50ms;  // what happens in it is one transaction
constexpr auto kAgain = 1s;   // after a failure
constexpr auto kTidyEach = 100ms;
constexpr auto kRest = 1s;  // then it is looked whether the moves of a hand have ended
constexpr int kMostListed = 500;

constexpr std::string_view kUndo = "/session/undo", kRedo = "/session/redo", kList = "/history/list",
                           kRestore = "/history/restore";

std::optional<std::int64_t> whole_of(const Argument& argument) {
    if (const auto* i = std::get_if<std::int32_t>(&argument)) return *i;
    if (const auto* h = std::get_if<std::int64_t>(&argument)) return *h;
    if (const auto* d = std::get_if<double>(&argument); d && *d == std::floor(*d) && std::abs(*d) < 9e15)
        return static_cast<std::int64_t>(*d);
    return std::nullopt;
}

}  // namespace

HistoryFile& History::Disk::open(SessionFile& session, const Layout& layout, Revision begin) {
    if (!file) file = std::make_unique<HistoryFile>(session, layout, begin);
    return *file;
}

History::History(boost::asio::io_context& io, Console& console, Door& door, SessionKeeper& keeper, Callers callers)
    : console_(console),
      door_(door),
      keeper_(keeper),
      callers_(std::move(callers)),
      recorder_(console, door.hands()),
      pause_(kSoon),
      timer_(io),
      rest_timer_(io),
      tidy_timer_(io) {
    door_.set_recorder(&recorder_);
    tidy(Tidy::entries, kTidyEach);
}

History::~History() {
    door_.set_recorder(nullptr);
    if (!recorder_.waits()) return;
    on_disk([batch = std::make_shared<HistoryBatch>(recorder_.take(Clock::now()))](
                HistoryFile& file) { file.write(*batch); },
            [](const std::string&) {});
}

void History::on_disk(Job job, SessionKeeper::Done done) {
    keeper_.run([disk = disk_, job = std::move(job), &layout = console_.layout(),
                 begin = recorder_.first_revision()](SessionFile& session) { job(disk->open(session, layout, begin)); },
                std::move(done));
}

bool History::knows(std::string_view address) const {
    return address == kUndo || address == kRedo || address == kList || address == kRestore;
}

void History::act(Client& client, std::string_view address, std::span<const Argument> arguments, Time, Answer answer) {
    auto refusal = check_act(client, address);
    if (!refusal)
        refusal = address == kList      ? list(client, arguments, answer)
                  : address == kRestore ? restore(client, arguments, answer)
                                        : undo(client, address == kRedo, arguments, answer);
    if (refusal) answer(client, *refusal);
}

// ,s own|all
std::optional<Refusal> History::undo(Client& client, bool redo, std::span<const Argument> arguments, Answer& answer) {
    std::string_view whose = "own";
    if (arguments.size() == 1 && std::holds_alternative<std::string_view>(arguments[0]))
        whose = std::get<std::string_view>(arguments[0]);
    else if (!arguments.empty() && !(arguments.size() == 1 && std::holds_alternative<std::monostate>(arguments[0])))
        return Refusal{Code::bad_type, "takes own or all"};
    if (whose != "own" && whose != "all") return Refusal{Code::bad_value, "takes own or all"};
    const bool all = whose == "all";
    if (all && client.role != Role::engineer)
        return Refusal{Code::not_allowed, "only the engineer takes back what others did"};
    ask(
        client, true,
        [this, all, redo](Client& asker, Revision asked) {
            return make_undo({console_, door_, recorder_}, asker, all, redo, asked);
        },
        std::move(answer));
    return std::nullopt;
}

// ,hi BEFORE COUNT, or ,his BEFORE COUNT PATTERN
std::optional<Refusal> History::list(Client& client, std::span<const Argument> arguments, Answer& answer) {
    const auto before = arguments.size() >= 2 ? whole_of(arguments[0]) : std::nullopt;
    const auto count = arguments.size() >= 2 ? whole_of(arguments[1]) : std::nullopt;
    const auto* pattern = arguments.size() == 3 ? std::get_if<std::string_view>(&arguments[2]) : nullptr;
    if (!before || !count || arguments.size() > 3 || (arguments.size() == 3 && !pattern))
        return Refusal{Code::bad_type, "takes a revision (0: the newest), how many, and perhaps a pattern"};
    if (*before < 0 || *count < 1 || *count > kMostListed)
        return Refusal{Code::bad_value, "at most " + std::to_string(kMostListed) + " at once"};
    auto selection = select(console_, pattern ? *pattern : "/");
    if (const auto* refusal = std::get_if<Refusal>(&selection)) return *refusal;
    ask(
        client, false,
        [this, before = *before, count = static_cast<int>(*count),
         selection = std::get<std::shared_ptr<const Selection>>(selection)](Client&, Revision) {
            return make_list(console_, static_cast<Revision>(before), count, selection);
        },
        std::move(answer));
    return std::nullopt;
}

// ,hs REVISION PATTERN
std::optional<Refusal> History::restore(Client& client, std::span<const Argument> arguments, Answer& answer) {
    const auto revision = arguments.size() == 2 ? whole_of(arguments[0]) : std::nullopt;
    const auto* pattern = arguments.size() == 2 ? std::get_if<std::string_view>(&arguments[1]) : nullptr;
    if (!revision || !pattern) return Refusal{Code::bad_type, "takes a revision and a pattern"};
    if (*revision < 0 || *revision > static_cast<std::int64_t>(console_.revision()))
        return Refusal{Code::bad_value, "that revision is still to come"};
    auto selection = select(console_, *pattern);
    if (const auto* refusal = std::get_if<Refusal>(&selection)) return *refusal;
    ask(
        client, true,
        [this, revision = *revision, selection = std::get<std::shared_ptr<const Selection>>(selection)](Client&,
                                                                                                        Revision) {
            return make_restore({console_, door_, recorder_}, static_cast<Revision>(revision), selection);
        },
        std::move(answer));
    return std::nullopt;
}

void History::ask(Client& client, bool changes, MakeSearch search, Answer answer) {
    std::size_t lists = 0, own = 0, own_lists = 0;
    const auto count = [&](const Question& question) {
        lists += question.changes ? 0 : 1;
        if (question.asker != client.id) return;
        ++own;
        own_lists += question.changes ? 0 : 1;
    };
    for (const Question& question : questions_) count(question);
    for (const auto& going : going_) count(going->question);
    if (own >= kMostOfOne || (!changes && own_lists >= kMostListsOfOne))
        return answer(client, Refusal{Code::busy, "wait for the answers to your questions to the history"});
    if (questions_.size() + going_.size() >= kMostQuestions || (!changes && lists >= kMostLists))
        return answer(client, Refusal{Code::busy, "history is asked too much at once"});
    questions_.push_back({client.id, std::move(search), changes, false, 0, callers_.later(client, std::move(answer))});
    pump();
}

// Undo and its like do not wait for lists. Each one's own questions stay in their order.
std::deque<History::Question>::iterator History::next_question() {
    const auto changing =
        std::count_if(going_.begin(), going_.end(), [](const auto& g) { return g->question.changes; });
    const bool lists_wait = going_.size() - static_cast<std::size_t>(changing) >= kMostListsGoing;
    auto list = questions_.end();
    for (auto at = questions_.begin(); at != questions_.end(); ++at) {
        if (at->changes ? changing > 0 : lists_wait || list != questions_.end()) continue;
        if (std::any_of(questions_.begin(), at, [&](const Question& other) { return other.asker == at->asker; }))
            continue;
        if (at->changes) return at;
        list = at;
    }
    return list;
}

// What was written before a question is in the file when it is looked for.
void History::pump() {
    while (!flushing_) {
        const auto next = next_question();
        if (next == questions_.end()) return;
        if (failure_.empty() && recorder_.waits() && !next->written) {
            next->written = true;
            next->asked = console_.revision();
            return flush();
        }
        if (!next->written) next->asked = console_.revision();
        const Question question = std::move(*next);
        questions_.erase(next);
        if (failure_.empty())
            begin(question);
        else
            question.reply(Refusal{Code::busy, "history cannot be written: " + failure_});
    }
}

void History::begin(const Question& question) {
    Client* client = callers_.find(question.asker);
    if (!client) return;
    auto going = std::make_shared<Going>();
    going->search = question.search(*client, question.asked);
    going->question = question;
    going_.push_back(going);
    go_on(std::move(going));
}

void History::go_on(std::shared_ptr<Going> going) {
    const auto look = [going](HistoryFile& file) {
        if (!std::exchange(going->begun, true)) {
            going->before = going->search->from();
            going->search->begin(file);
        }
        going->before =
            file.visit(going->before, [&](const HistoryRow& row) { return going->search->take(file, row); });
        if (going->before == 0) going->search->end(file);
    };
    on_disk(look, [this, going](const std::string& failure) {
        if (failure.empty() && going->before > 0) return go_on(going);
        finish(going, failure);
    });
}

void History::finish(const std::shared_ptr<Going>& going, const std::string& failure) {
    std::erase(going_, going);
    if (!failure.empty())
        going->question.reply(Refusal{Code::busy, "history cannot be read: " + failure});
    else if (Client* client = callers_.find(going->question.asker))
        going->question.reply(going->search->result(*client, Clock::now()));
    pump();
}

void History::follow() {
    if (!resting_ && !recorder_.rests()) {
        resting_ = true;
        rest_timer_.expires_after(kRest);
        rest_timer_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            resting_ = false;
            recorder_.settle(Clock::now());
            follow();
        });
    }
    if (flushing_ || waiting_ || !recorder_.waits()) return;
    waiting_ = true;
    timer_.expires_after(failure_.empty() ? pause_ : kAgain);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        waiting_ = false;
        if (!flushing_ && recorder_.waits()) flush();
    });
}

void History::flush() {
    flushing_ = true;
    flushed_at_ = Clock::now();
    const auto batch = std::make_shared<HistoryBatch>(recorder_.take(flushed_at_));
    const auto many_names = std::make_shared<bool>(false);
    on_disk(
        [batch, many_names](HistoryFile& file) {
            file.write(*batch);
            *many_names = file.many_names();
        },
        [this, batch, many_names](const std::string& failure) {
            if (*many_names && !tidying_) tidy(Tidy::unused_names, kTidyEach);
            flushed(*batch, failure);
        });
}

// A slow disk has its rest: it has the values to write too.
void History::flushed(HistoryBatch& batch, const std::string& failure) {
    flushing_ = false;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - flushed_at_);
    pause_ = std::clamp<std::chrono::milliseconds>(4 * took, kSoon, kAgain);
    if (!failure.empty()) {
        if (failure_.empty()) spdlog::error("history: not written: {}", failure);
        failure_ = failure;
        recorder_.give_back(std::move(batch));
    } else if (!std::exchange(failure_, {}).empty()) {
        spdlog::info("history: written again");
    }
    pump();
    follow();
}

}  // namespace tutti
