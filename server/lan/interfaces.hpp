#pragma once
// The addresses under which this machine can be reached from the network. Any thread.
#include <string>
#include <vector>

namespace tutti {

// IPv4 addresses of interfaces that are up, without loopback: real cards ahead of bridges and tunnels, which phones
// mostly cannot reach.
std::vector<std::string> network_addresses();

// What this machine is called, without a domain; empty where it has no name that could stand in an address.
std::string machine_name();

}  // namespace tutti
