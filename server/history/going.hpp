#pragma once
// A question to the history that is at the disk. Its search is the disk thread's while a job of it is there, and the
// state thread's between them.
#include "server/history/history.hpp"

namespace tutti {

struct History::Going {
    Question question;
    std::unique_ptr<Search> search;
    Revision before = 0;  // how far back it has come
    bool begun = false;
};

}  // namespace tutti
