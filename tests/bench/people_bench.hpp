#pragma once
// What a full studio costs: 100 clients that are logged in and have meters, ten of whose hands move. In processes of
// their own, on loopback, in half a minute.

namespace tutti::bench {

int run_people(bool json);  // 0, or 1 where a value did not arrive

}  // namespace tutti::bench
