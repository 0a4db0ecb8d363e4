#include "server/actions.hpp"

namespace tutti {

std::function<void(const Result&)> Callers::later(Client& client, Answer answer) const {
    ++client.unanswered;
    return [callers = *this, id = client.id, answer = std::move(answer)](const Result& result) {
        if (Client* asked = callers.find(id)) {
            --asked->unanswered;
            answer(*asked, result);
        }
        callers.wake();
    };
}

}  // namespace tutti
