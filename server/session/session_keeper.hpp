#pragma once
// Keeps the session file in step with the desk: holds a cursor into the list of changes, and a thread that writes what
// lies behind it, so that a slow or full disk delays nobody. State thread; what is written survives the end of the
// process at once, and that of the power after a second. Where writing fails it says so (/session/file) and goes on
// trying.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "server/session/open_session.hpp"

namespace tutti {

class SessionKeeper {
public:
    // The desk holds what `session` does; of a new one all that has been set so far is written.
    SessionKeeper(boost::asio::io_context& io, Console& console, std::filesystem::path path, OpenedSession session);
    ~SessionKeeper();  // writes the rest

    // After each turn of the loop: something may have changed.
    void follow();
    // On the disk thread, behind what was given to it before: `job` may throw. `done` comes to the state thread with a
    // sentence where it failed, and then nothing has happened; never within this call.
    using Job = std::function<void(SessionFile& file)>;
    using Done = std::function<void(const std::string& failure)>;
    void run(Job job, Done done);
    // All of them or none, behind all settings so far, on the disk (synced) when it is done.
    void store(std::vector<Record> records, Done done);
    // Before somebody is answered: whether all changes so far are in the file.
    void settle();

private:
    using Clock = std::chrono::steady_clock;
    struct Kept {
        Slot slot;
        float number;
        std::string text;
    };
    struct Batch {
        Revision revision = 0;
        std::vector<Kept> settings;
    };
    Batch collect() const;
    void write();
    void write_now(const Batch& batch);
    void finish(Revision revision, const std::string& failure);
    void keep_safe();
    static constexpr int kMostJobs = 256;
    void tell(std::string_view reason);

    boost::asio::io_context& io_;
    Console& console_;
    const std::filesystem::path path_;
    OpenedSession session_;  // its file is the disk thread's
    Revision told_;          // what the file has
    std::string failure_;    // why nothing can be saved now
    int jobs_ = 0;           // on their way to the disk thread and back
    bool waiting_ = false;   // the timer runs, or the disk thread works
    bool safe_ = true;       // nothing is written that the end of the power would take
    Clock::time_point backed_up_ = Clock::now();
    boost::asio::steady_timer timer_, safe_timer_;
    boost::asio::thread_pool disk_{1};  // last: it ends before what its work is about
};

}  // namespace tutti
