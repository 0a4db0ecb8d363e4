#pragma once
// Who has changed what when, and back again: hands what the recorder has collected to the disk thread, and carries out
// /session/undo, /session/redo, /history/list and /history/restore. Questions are answered from the file, in bites, so
// that saving goes on meanwhile; undo, redo and restore one after the other. State thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "server/actions.hpp"
#include "server/door.hpp"
#include "server/history/history_file.hpp"
#include "server/history/recorder.hpp"
#include "server/session/session_keeper.hpp"

namespace tutti {

class History final : public Actions {
public:
    // All must outlive it. What the console holds is where history begins.
    History(boost::asio::io_context& io, Console& console, Door& door, SessionKeeper& keeper, Callers callers);
    ~History() override;  // hands over the rest

    bool knows(std::string_view address) const override;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;
    // After each turn of the loop: something may have changed.
    void follow();

    // What a question looks at on the disk thread, and what it comes to on the state thread.
    class Search {
    public:
        virtual ~Search() = default;
        virtual Revision from() const { return Revision{1} << 62; }  // it looks at what came before
        virtual void begin(HistoryFile&) {}
        virtual bool take(HistoryFile& file, const HistoryRow& row) = 0;  // false: that is enough
        virtual void end(HistoryFile&) {}
        virtual Result result(Client& client, Time now) = 0;
    };

private:
    // `asked`: what is newer is not in the file when it looks.
    using MakeSearch = std::function<std::unique_ptr<Search>(Client& client, Revision asked)>;
    // The disk thread's side. It lasts until its last job is done.
    struct Disk {
        std::unique_ptr<HistoryFile> file;
        HistoryFile& open(SessionFile& session, const Layout& layout, Revision begin);
    };
    struct Question {
        ClientId asker = 0;
        MakeSearch search;
        bool changes = false;  // one at a time
        bool written = false;  // what came before it is on its way to the file
        Revision asked = 0;    // what is newer is not in the file
        std::function<void(const Result&)> reply;
    };
    using Job = std::function<void(HistoryFile& file)>;
    void on_disk(Job job, SessionKeeper::Done done);
    void ask(Client& client, bool changes, MakeSearch search, Answer answer);
    void pump();
    void begin(const Question& question);
    struct Going;
    void go_on(std::shared_ptr<Going> going);
    void finish(const std::shared_ptr<Going>& going, const std::string& failure);
    std::deque<Question>::iterator next_question();
    void flush();
    void flushed(HistoryBatch& batch, const std::string& failure);
    enum class Tidy : std::uint8_t { entries, unused_names, dropping_names };
    void tidy(Tidy what, std::chrono::milliseconds wait);

    std::optional<Refusal> undo(Client& client, bool redo, std::span<const Argument> arguments, Answer& answer);
    std::optional<Refusal> list(Client& client, std::span<const Argument> arguments, Answer& answer);
    std::optional<Refusal> restore(Client& client, std::span<const Argument> arguments, Answer& answer);

    // At once, of all who ask: what changes something always has room, and the disk has time for the values.
    static constexpr std::size_t kMostQuestions = 64, kMostLists = 48, kMostListsGoing = 2;
    static constexpr std::size_t kMostListsOfOne = 4, kMostOfOne = 8;

    Console& console_;
    Door& door_;
    SessionKeeper& keeper_;
    Callers callers_;
    Recorder recorder_;
    std::shared_ptr<Disk> disk_ = std::make_shared<Disk>();
    std::deque<Question> questions_;
    std::vector<std::shared_ptr<Going>> going_;  // those that are at the disk
    std::vector<std::weak_ptr<Going>> older_;    // that may know a name that is to go
    bool tidying_ = false;
    bool flushing_ = false;                   // at the disk
    bool waiting_ = false, resting_ = false;  // for the timer
    std::string failure_;                     // why nothing can be written now
    Time flushed_at_{};
    std::chrono::milliseconds pause_;
    boost::asio::steady_timer timer_, rest_timer_, tidy_timer_;
};

}  // namespace tutti
