#pragma once
// PINs are hashed and tried one after the other on a thread of its own, so that nobody at the desk waits for them, and
// whoever has tried too often waits its turn. Bounded. State thread; answers come to it, never within the call.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <list>
#include <string>

#include "server/people/attempts.hpp"

namespace tutti {

class PinChecks {
public:
    explicit PinChecks(boost::asio::io_context& io) : io_(io), timer_(io) {}

    // Whether the PIN is the one of the hash that `hash` tells when its turn has come; an empty one fits nothing, and
    // takes as long. False where too many are waiting already.
    using Fits = std::function<void(bool)>;
    bool check(const std::string& source, const std::string& person, std::function<std::string()> hash, std::string pin,
               Fits done);
    // Nothing to hash: a wrong token, which waits and counts as a wrong PIN does.
    bool fail(const std::string& source, Fits done);
    // The hash of a new PIN of this person; empty where there is no memory for it. Logins and new PINs take turns;
    // nobody logs in ahead of their own new PIN.
    using Made = std::function<void(const std::string& hash)>;
    bool make(const std::string& person, std::string pin, Made done);

private:
    struct Job {
        std::string source, person;  // who waits for a wrong one, empty: nobody; or whose new PIN it is
        std::function<std::string()> hash;
        std::string pin;
        Fits fits;
        Made made;
        bool wrong = false;
    };
    bool add(Job job);
    bool waits(const std::string& person, bool made) const;
    std::list<Job>::iterator next(std::chrono::steady_clock::time_point now);
    void work();
    void finish(Job job, bool fits, const std::string& hash);
    std::chrono::steady_clock::time_point due(const Job& job, std::chrono::steady_clock::time_point now);

    static constexpr std::size_t kMost = 128, kMostOfSource = 16;

    boost::asio::io_context& io_;
    boost::asio::steady_timer timer_;
    Attempts attempts_;
    std::list<Job> jobs_;
    bool working_ = false, made_last_ = true;
    boost::asio::thread_pool thread_{1};  // last: it ends before what its work is about
};

}  // namespace tutti
