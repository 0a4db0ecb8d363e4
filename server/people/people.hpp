#pragma once
// Who the desk knows. Names, roles and monitors are settings like others (/user/{u}); what is secret (hashes of PINs
// and tokens) and what was granted stands in records of the session file, one a person. Also whose cue mixes are whose,
// and with it each person's rights, made when somebody first needs them. State thread only.
#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/console/console.hpp"
#include "server/people/rights.hpp"
#include "server/session/session_file.hpp"

namespace tutti {

class People {
public:
    explicit People(Console& console);

    // What the session holds; and the way into it. Until there is one, nothing can be kept.
    void restore(std::span<const Record> records);
    using Kept = std::function<void(const std::string& failure)>;  // never within the call
    using Store = std::function<void(std::vector<Record>, Kept)>;
    void set_store(Store store) { store_ = std::move(store); }

    // Numbers are as on the wire, from 1; 0 is nobody.
    bool knows(int user) const { return user >= 1 && user <= kUsers && entry(user).known; }
    int find(std::string_view name) const;
    const std::string& name(int user) const;
    int cue(int user) const;
    int free_number() const;
    std::shared_ptr<const Rights> rights(int user);

    const std::string& pin(int user) const { return entry(user).pin; }  // the hash; empty: none
    const std::string& grants(int user) const { return entry(user).grants; }
    // Whose token it is; 0 where it is nobody's.
    int user_of_token(std::string_view token) const;
    bool has_token(int user, const std::string& hash) const;

    // Changes of what is kept; keep() brings it to the disk.
    void add(int user, std::string_view name, Role role, Revision& revision);
    Revision remove(int user);
    void set_pin(int user, std::string hash) { entry(user).pin = std::move(hash); }
    void set_grants(int user, std::string patterns);
    std::string make_token(int user);  // the oldest goes where there are too many
    void revoke_tokens(int user) { entry(user).tokens.clear(); }
    void keep(int user, Kept done);
    void keep_record(Record record, Kept done);

    // After changes: whose rights, names or cue mixes may be others now. Everybody of them is told of by `changed`.
    void follow(const std::function<void(int user)>& changed);

    static constexpr std::size_t kMostTokens = 32;

private:
    struct Entry {
        bool known = false;
        std::string name, pin, grants;
        std::vector<std::string> tokens;  // hashes, the oldest first
        Person person;                    // as it was last looked at
        std::shared_ptr<const Rights> rights;
    };
    Entry& entry(int user) { return entries_[static_cast<std::size_t>(user - 1)]; }
    const Entry& entry(int user) const { return entries_[static_cast<std::size_t>(user - 1)]; }
    Person person_of(int user) const;
    std::string body_of(const Entry& entry) const;
    bool take_note();

    Console& console_;
    Store store_;
    std::array<Entry, kUsers> entries_;
    std::vector<bool> watched_;  // slots that rights depend on
    Revision seen_ = 0;
};

// A name nobody else has, and none for a number that is free: people come and go by actions. `pending` are changes of
// the same packet.
std::optional<Refusal> check_person(const Console& console, const Place& place, const Value& value,
                                    std::span<const Change> pending);

}  // namespace tutti
