#pragma once
// A test that runs once for each width of vector that this processor has, with random numbers to fill blocks with.
#include <gtest/gtest.h>

#include <random>

#include "engine/dsp/kernels.hpp"

namespace tutti::dsp {

class Kernel : public testing::TestWithParam<int> {
protected:
    void SetUp() override {
        int count = 0;
        while (all_kernels()[count]) ++count;
        if (GetParam() >= count) GTEST_SKIP() << "not on this processor";
    }
    const Kernels& k() const { return *all_kernels()[GetParam()]; }

    float random() { return std::uniform_real_distribution<float>(-1, 1)(random_); }
    void fill(Block& x) {
        for (auto& row : x.at)
            for (float& v : row) v = random();
    }
    std::mt19937 random_{7};
};

}  // namespace tutti::dsp
