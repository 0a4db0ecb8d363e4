#include "server/session/session_keeper.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kSoon = 20ms;  // moves that follow each other are one transaction
constexpr auto kAgain = 1s;   // after a failure
constexpr auto kSafe = 1s;    // how long what is written may be lost with the power
constexpr auto kBackUpEach = 1h;

}  // namespace

SessionKeeper::SessionKeeper(boost::asio::io_context& io, Console& console, std::filesystem::path path,
                             OpenedSession session)
    : io_(io),
      console_(console),
      path_(std::move(path)),
      session_(std::move(session)),
      told_(session_.contents.revision > 0 ? console.revision() : 0),
      timer_(io),
      safe_timer_(io) {
    if (!session_.complaint.empty()) spdlog::error("session: {}", session_.complaint);
    if (!session_.file) failure_ = session_.complaint;
    tell(session_.complaint);
    if (!session_.file) return;
    boost::asio::post(disk_, [this, revision = session_.contents.revision] {
        try {
            if (revision > 0) back_up(*session_.file, path_, revision);
        } catch (const std::exception& error) {
            spdlog::warn("session: no backup: {}", error.what());
        }
    });
    session_.contents = {};
    follow();
}

SessionKeeper::~SessionKeeper() {
    disk_.join();
    if (!session_.file) return;
    try {
        if (console_.revision() > told_) write_now(collect());
        session_.file->sync();
    } catch (const std::exception& error) {
        spdlog::error("session: the last changes are not saved: {}", error.what());
    }
}

void SessionKeeper::follow() {
    if (!session_.file || waiting_ || console_.revision() <= told_) return;
    waiting_ = true;
    timer_.expires_after(kSoon);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) write();
    });
}

SessionKeeper::Batch SessionKeeper::collect() const {
    const ChangeList& changes = console_.changes();
    Batch batch{console_.revision(), {}};
    for (Slot slot = changes.newest(ChangeList::Of::settings); slot != kNoSlot && changes.revision(slot) > told_;
         slot = changes.older(slot)) {
        const Row& row = console_.layout().row(slot);
        if (!is_kept(row)) continue;
        const bool text = row.type == Type::text;
        batch.settings.push_back({slot, text ? 0 : console_.number(slot), text ? console_.text(slot) : std::string{}});
    }
    return batch;
}

void SessionKeeper::write() {
    boost::asio::post(disk_, [this, batch = collect()] {
        std::string failure;
        try {
            write_now(batch);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        boost::asio::post(io_, [this, revision = batch.revision, failure] { finish(revision, failure); });
    });
}

// Addresses and words are made here and not in collect(): the state thread has better things to do. On the disk thread,
// or when it is gone.
void SessionKeeper::write_now(const Batch& batch) {
    std::vector<StoredSetting> settings;
    settings.reserve(batch.settings.size());
    for (const Kept& kept : batch.settings)
        settings.push_back(stored_of(console_.layout(), kept.slot, kept.number, kept.text));
    session_.file->write(settings, batch.revision);
}

void SessionKeeper::finish(Revision revision, const std::string& failure) {
    if (!failure.empty()) {
        if (failure_ != failure) spdlog::error("session: not saved: {}", failure);
        failure_ = failure;
        tell(failure);
        timer_.expires_after(kAgain);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) write();
        });
        return;
    }
    waiting_ = false;
    told_ = revision;
    if (!std::exchange(failure_, {}).empty()) {
        spdlog::info("session: saved again");
        tell({});
    }
    settle();
    keep_safe();
    follow();
}

void SessionKeeper::run(Job job, Done done) {
    const std::string refusal = !session_.file       ? "the session file cannot be written: " + failure_
                                : jobs_ >= kMostJobs ? "the session file is busy"
                                                     : std::string();
    if (!refusal.empty()) return boost::asio::post(io_, [done = std::move(done), refusal] { done(refusal); });
    ++jobs_;
    boost::asio::post(disk_, [this, job = std::move(job), done = std::move(done)]() mutable {
        std::string failure;
        try {
            job(*session_.file);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        boost::asio::post(io_, [this, done = std::move(done), failure = std::move(failure)] {
            --jobs_;
            done(failure);
        });
    });
}

void SessionKeeper::store(std::vector<Record> records, Done done) {
    // What it is about (a person's name) may be a setting of a moment ago: those go first.
    run(
        [this, batch = collect(), records = std::move(records)](SessionFile& file) {
            write_now(batch);
            file.write(records);
            file.sync();
        },
        std::move(done));
}

// Once a second while there is something new, and now and then a copy of all.
void SessionKeeper::keep_safe() {
    if (!std::exchange(safe_, false)) return;
    safe_timer_.expires_after(kSafe);
    safe_timer_.async_wait([this](const boost::system::error_code& ended) {
        if (ended) return;
        safe_ = true;
        settle();
        console_.tell(console_.layout().slot("file/state"_session));
        const bool copy = Clock::now() - backed_up_ > kBackUpEach;
        if (copy) backed_up_ = Clock::now();
        boost::asio::post(disk_, [this, copy, revision = told_] {
            try {
                session_.file->sync();
                if (copy) back_up(*session_.file, path_, revision);
            } catch (const std::exception& error) {
                spdlog::warn("session: {}", error.what());
            }
        });
    });
}

// Who follows it is told when saving fails and when it works again, and once a second while something changes, not of
// every moment that the file is behind.
void SessionKeeper::settle() {
    const Slot slot = console_.layout().slot("file/state"_session);
    const bool behind = session_.file && console_.revision() > told_;
    console_.keep(slot, {0, !failure_.empty() ? "failing" : behind ? "behind" : "saved"});
}

void SessionKeeper::tell(std::string_view reason) {
    const Layout& layout = console_.layout();
    settle();
    console_.tell(layout.slot("file/state"_session));
    console_.publish(layout.slot("file/reason"_session), {0, reason});
}

}  // namespace tutti
