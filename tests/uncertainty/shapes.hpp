// Every shape that tests go through, mild and extreme, under a name that tells which.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include <restituo/uncertainty/distribution.hpp>

namespace restituo::test {

struct NamedShape {
  std::string name;
  Distribution shape;
  bool continuous = true;
};

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

inline std::vector<NamedShape> all_shapes() {
  std::vector<NamedShape> shapes;
  const auto add = [&](std::string name, const Outcome<Distribution>& shape, bool continuous = true) {
    shapes.push_back({std::move(name), shape.value(), continuous});
  };
  using D = Distribution;
  add("point", D::point(42), false);
  add("uniform", D::uniform(0, 20));
  add("triangular", D::triangular(4, 6, 7));
  add("triangular, mode at the low end", D::triangular(0, 0, 1));
  add("triangular, mode at the high end", D::triangular(-3, 5, 5));
  add("pert", D::pert(1, 3, 6));
  add("pert of W1: days kept", D::pert(0.7, 0.95, 1));
  add("pert, mode at the low end", D::pert(2, 2, 9));
  add("pert, mode at the high end, weight 20", D::pert(2, 9, 9, 20));
  add("beta(2, 3)", D::beta(2, 3, 0, 1));
  add("beta(0.5, 0.5)", D::beta(0.5, 0.5, -1, 1));
  add("beta(0.1, 7)", D::beta(0.1, 7, 0, 10));
  add("beta(5, 0.15)", D::beta(5, 0.15, 0, 1));
  add("beta(900, 30)", D::beta(900, 30, 0, 1));
  add("normal", D::normal(100, 15));
  add("lognormal", D::lognormal(18, 0.25));
  add("lognormal, wide", D::lognormal(1, 3));
  add("lognormal, extreme", D::lognormal(1, 9));
  add("student-t, 1", D::student_t(1, 0, 1));
  add("student-t, 4", D::student_t(4, 10, 2));
  add("student-t, 0.6", D::student_t(0.6, 0, 1));
  add("student-t, 30000", D::student_t(30000, -5, 3));
  add("gamma(0.01)", D::gamma(0.01, 1));
  add("gamma(0.5)", D::gamma(0.5, 3));
  add("gamma(1)", D::gamma(1, 2));
  add("gamma(7.5)", D::gamma(7.5, 0.1));
  add("gamma(20000)", D::gamma(20000, 1));
  add("weibull(0.1)", D::weibull(0.1, 2));
  add("weibull(0.8)", D::weibull(0.8, 1000));
  add("weibull(3.5)", D::weibull(3.5, 6));
  add("poisson(3)", D::poisson(3), false);
  add("poisson(1e5)", D::poisson(1e5), false);
  add("binomial(10, 0.3)", D::binomial(10, 0.3), false);
  add("binomial(100000, 0.999)", D::binomial(100000, 0.999), false);
  add("discrete", D::discrete({7, 1, 3}, {1, 2, 5}), false);
  add("histogram", D::histogram({0, 1, 4, 5, 9}, {2, 5, 0, 1}));
  add("empirical", D::empirical({5, 1, 2, 2, 9}), false);
  add("mixture of lognormals", D::mixture({D::lognormal(20, 0.3).value(), D::lognormal(60, 0.2).value()}, {2, 1}));
  add("mixture of triangles",
      D::mixture({D::triangular(0, 1, 4).value(), D::triangular(3, 5, 6).value(), D::uniform(1, 9).value()},
                 {1, 1, 1}));
  add("mixture with a gap", D::mixture({D::uniform(0, 1).value(), D::uniform(5, 6).value()}, {1, 3}));
  add("mixture with a point", D::mixture({D::normal(0, 1).value(), D::point(0.5).value()}, {3, 1}), false);
  add("normal within two sd", D::normal(100, 15).value().truncated(70, 130));
  add("normal, far upper tail", D::normal(0, 1).value().truncated(5, no_limit));
  add("normal above", D::normal(100, 15).value().truncated(90, no_limit));
  add("lognormal below", D::lognormal(18, 0.25).value().truncated(0, 20));
  add("gamma within", D::gamma(0.5, 3).value().truncated(0.001, 4));
  add("pert within", D::pert(1, 3, 6).value().truncated(2, 5.5));
  add("triangular within", D::triangular(4, 6, 7).value().truncated(4.5, 6.5));
  add("student-t above", D::student_t(4, 10, 2).value().truncated(11, no_limit));
  add("poisson within", D::poisson(3).value().truncated(1, 5), false);
  add("histogram within", D::histogram({0, 1, 4, 5, 9}, {2, 5, 0, 1}).value().truncated(0.5, 8));
  add("mixture within",
      D::mixture({D::lognormal(20, 0.3).value(), D::lognormal(60, 0.2).value()}, {2, 1}).value().truncated(15, 70));
  return shapes;
}

}  // namespace restituo::test
