// What roles may do with talk and tones, at the door itself: until people exist nobody comes over the wire as an artist
// with a cue mix of his own.
#include <gtest/gtest.h>

#include "server/door.hpp"

namespace tutti {
namespace {

float send_level(Role role, float stored, float wanted) {
    Sizes sizes;
    Console console(sizes);
    const Slot slot = console.layout().slot("send/{bus}/level"_talkback, 0, 2);
    const Change change{slot, {stored}};
    console.apply({&change, 1}, 1);
    Client client;
    client.role = role;
    return within_rights(client, console, console.layout().place(slot), {wanted}).number;
}

TEST(Performers, cannot_turn_talkback_under_minus_twenty) {
    EXPECT_EQ(send_level(Role::artist, 0, -90), -20);
    EXPECT_EQ(send_level(Role::artist, 0, -19), -19);
    EXPECT_EQ(send_level(Role::artist, 0, 10), 10);
    EXPECT_EQ(send_level(Role::engineer, 0, -90), -90);
    EXPECT_EQ(send_level(Role::producer, 0, -60), -60);
}

TEST(Performers, are_not_made_louder_where_the_engineer_set_less) {
    EXPECT_EQ(send_level(Role::artist, -40, -41), -40);
    EXPECT_EQ(send_level(Role::artist, -40, -30), -30);
}

TEST(Performers, are_only_limited_in_talkback) {
    Console console{Sizes{}};
    Client client;
    client.role = Role::artist;
    const Place place = console.layout().place(console.layout().slot("send/{bus}/level"_channel, 0, 2));
    EXPECT_EQ(within_rights(client, console, place, {-60}).number, -60);
}

}  // namespace
}  // namespace tutti
