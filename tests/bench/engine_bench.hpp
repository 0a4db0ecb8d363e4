#pragma once
// What Engine::process costs: 16 to 1,024 channels into 16 stereo buses and main, 48 kHz, blocks of 64 frames, one
// core, processor time, medians. Each row also renders a second and compares it with a plain double-precision desk.

namespace tutti::bench {

// Prints a table, or one line of JSON for each row. Returns 1 if a row's sound differs from the reference.
int run_engine(bool json);

// Only the comparison, for small desks and every width of vector: a test.
int check_engine(bool json);

}  // namespace tutti::bench
