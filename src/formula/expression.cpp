#include <restituo/formula/expression.hpp>

#include <algorithm>
#include <array>

#include <restituo/quantity/decimal.hpp>

namespace restituo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return begins_name(c) || is_digit(c); }

// Recursive descent over the text. The first fault ends the parse of this formula: what follows a sign that cannot be
// read would only produce noise.
class Parser {
 public:
  Parser(std::string_view text, Place start, const std::vector<std::string>& also_known_units)
      : text_(text), start_(std::move(start)), also_known_units_(also_known_units) {}

  Outcome<Expression> whole() {
    auto expression = disjunction();
    if (!expression) {
      return expression;
    }
    skip_blanks();
    if (position_ != text_.size()) {
      return unexpected();
    }
    return expression;
  }

 private:
  static constexpr int deepest = 200;

  Place here() const { return place_at(position_); }
  Place place_at(std::size_t position) const {
    Place place = start_;
    const auto before = text_.substr(0, position);
    const auto characters = std::count_if(before.begin(), before.end(), [](char c) { return (c & '\xC0') != '\x80'; });
    place.column += static_cast<std::uint32_t>(characters);
    return place;
  }

  void skip_blanks() {
    while (position_ < text_.size() &&
           (text_[position_] == ' ' || text_[position_] == '\n' || text_[position_] == '\t')) {
      ++position_;
    }
  }

  tl::unexpected<Faults> unexpected() {
    skip_blanks();
    if (position_ >= text_.size()) {
      return refuse({.code = "formula-unfinished", .place = here(), .details = {}});
    }
    std::size_t end = position_ + 1;
    while (end < text_.size() && (text_[end] & '\xC0') == '\x80') {
      ++end;
    }
    return refuse({.code = "formula-unexpected",
                   .place = here(),
                   .details = {std::string(text_.substr(position_, end - position_))}});
  }

  // Takes `sign` where it comes next. A word is taken only as a whole word.
  bool take(std::string_view sign) {
    skip_blanks();
    if (text_.substr(position_, sign.size()) != sign) {
      return false;
    }
    const std::size_t end = position_ + sign.size();
    if (begins_name(sign.front()) && end < text_.size() && continues_name(text_[end])) {
      return false;
    }
    position_ = end;
    return true;
  }

  static Expression infix(std::string_view sign, Expression left, Expression right) {
    Expression expression;
    expression.form = Expression::Form::infix;
    expression.name = sign;
    expression.place = left.place;
    expression.operands.push_back(std::move(left));
    expression.operands.push_back(std::move(right));
    return expression;
  }

  static Expression prefix(std::string_view sign, Expression operand, Place place) {
    Expression expression;
    expression.form = Expression::Form::prefix;
    expression.name = sign;
    expression.place = std::move(place);
    expression.operands.push_back(std::move(operand));
    return expression;
  }

  template <class Next, std::size_t N>
  Outcome<Expression> left_associative(const std::array<std::string_view, N>& signs, Next next) {
    auto left = next();
    while (left) {
      const auto sign = std::find_if(signs.begin(), signs.end(), [&](std::string_view s) { return take(s); });
      if (sign == signs.end()) {
        return left;
      }
      auto right = next();
      if (!right) {
        return right;
      }
      left = infix(*sign, std::move(*left), std::move(*right));
    }
    return left;
  }

  Outcome<Expression> disjunction() {
    if (++depth_ > deepest) {
      return refuse({.code = "formula-too-deep", .place = here(), .details = {}});
    }
    auto result = left_associative(std::array<std::string_view, 1>{"or"}, [this] { return conjunction(); });
    --depth_;
    return result;
  }

  Outcome<Expression> conjunction() {
    return left_associative(std::array<std::string_view, 1>{"and"}, [this] { return inversion(); });
  }

  Outcome<Expression> inversion() {
    skip_blanks();
    const Place place = here();
    if (take("not")) {
      if (++depth_ > deepest) {
        return refuse({.code = "formula-too-deep", .place = here(), .details = {}});
      }
      auto operand = inversion();
      --depth_;
      if (!operand) {
        return operand;
      }
      return prefix("not", std::move(*operand), place);
    }
    return comparison();
  }

  Outcome<Expression> comparison() {
    auto left = addition();
    if (!left) {
      return left;
    }
    for (const std::string_view sign : {"<=", ">=", "==", "!=", "<", ">"}) {
      if (take(sign)) {
        auto right = addition();
        if (!right) {
          return right;
        }
        return infix(sign, std::move(*left), std::move(*right));
      }
    }
    return left;
  }

  Outcome<Expression> addition() {
    return left_associative(std::array<std::string_view, 2>{"+", "-"}, [this] { return multiplication(); });
  }

  Outcome<Expression> multiplication() {
    return left_associative(std::array<std::string_view, 2>{"*", "/"}, [this] { return signed_factor(); });
  }

  Outcome<Expression> signed_factor() {
    skip_blanks();
    const Place place = here();
    if (take("-")) {
      if (++depth_ > deepest) {
        return refuse({.code = "formula-too-deep", .place = here(), .details = {}});
      }
      auto operand = signed_factor();
      --depth_;
      if (!operand) {
        return operand;
      }
      return prefix("-", std::move(*operand), place);
    }
    return raised();
  }

  Outcome<Expression> raised() {
    auto base = primary();
    if (base && take("^")) {
      auto exponent = signed_factor();  // binds to the right, and takes a minus: x^-n
      if (!exponent) {
        return exponent;
      }
      return infix("^", std::move(*base), std::move(*exponent));
    }
    return base;
  }

  Outcome<Expression> primary() {
    skip_blanks();
    if (position_ >= text_.size()) {
      return unexpected();
    }
    const char c = text_[position_];
    if (c == '(') {
      ++position_;
      auto inner = disjunction();
      if (inner && !take(")")) {
        return unexpected();
      }
      return inner;
    }
    if (is_digit(c) || c == '.') {
      return number();
    }
    if (c == '"') {
      return quoted_key();
    }
    if (begins_name(c)) {
      return name_or_call();
    }
    return unexpected();
  }

  Outcome<Expression> number() {
    const Place place = here();
    std::size_t end = position_;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.' || continues_name(text_[end]))) {
      ++end;
    }
    auto value = read_decimal(text_.substr(position_, end - position_), place);
    if (!value) {
      return refuse(std::move(value.error()));
    }
    position_ = end;
    Expression expression;
    expression.form = Expression::Form::number;
    expression.number = *value;
    expression.place = place;
    if (position_ < text_.size() && text_[position_] == '[') {
      const std::size_t close = text_.find(']', position_);
      if (close == std::string_view::npos) {
        position_ = text_.size();
        return unexpected();
      }
      auto unit =
          Unit::parse(text_.substr(position_ + 1, close - position_ - 1), place_at(position_ + 1), also_known_units_);
      if (!unit) {
        return refuse(std::move(unit.error()));
      }
      expression.unit = *unit;
      position_ = close + 1;
    }
    return expression;
  }

  Outcome<Expression> quoted_key() {
    const Place place = here();
    const std::size_t close = text_.find('"', position_ + 1);
    if (close == std::string_view::npos) {
      position_ = text_.size();
      return unexpected();
    }
    Expression expression;
    expression.form = Expression::Form::key;
    expression.name = text_.substr(position_ + 1, close - position_ - 1);
    expression.place = place;
    position_ = close + 1;
    return expression;
  }

  Outcome<Expression> name_or_call() {
    Expression expression;
    expression.place = here();
    std::size_t end = position_;
    while (end < text_.size() && continues_name(text_[end])) {
      ++end;
    }
    expression.name = text_.substr(position_, end - position_);
    for (const std::string_view word : {"and", "or", "not"}) {
      if (expression.name == word) {
        return unexpected();
      }
    }
    position_ = end;
    if (take("(")) {
      expression.form = Expression::Form::call;
      if (take(")")) {
        return expression;
      }
      do {
        auto argument = disjunction();
        if (!argument) {
          return argument;
        }
        expression.operands.push_back(std::move(*argument));
      } while (take(","));
      if (!take(")")) {
        return unexpected();
      }
      return expression;
    }
    if (take("[")) {
      expression.form = Expression::Form::at_key;
      skip_blanks();
      if (position_ < text_.size() && text_[position_] == '"') {
        auto key = quoted_key();
        if (!key) {
          return key;
        }
        expression.operands.push_back(std::move(*key));
      } else if (position_ < text_.size() && begins_name(text_[position_])) {
        Expression key;
        key.form = Expression::Form::name;
        key.place = here();
        std::size_t key_end = position_;
        while (key_end < text_.size() && continues_name(text_[key_end])) {
          ++key_end;
        }
        key.name = text_.substr(position_, key_end - position_);
        position_ = key_end;
        expression.operands.push_back(std::move(key));
      } else {
        return unexpected();
      }
      if (!take("]")) {
        return unexpected();
      }
      return expression;
    }
    expression.form = Expression::Form::name;
    return expression;
  }

  std::string_view text_;
  Place start_;
  const std::vector<std::string>& also_known_units_;
  std::size_t position_ = 0;
  int depth_ = 0;
};

void collect_names(const Expression& expression, std::vector<std::string>& names) {
  using Form = Expression::Form;
  if (expression.form == Form::name || expression.form == Form::at_key) {
    if (std::find(names.begin(), names.end(), expression.name) == names.end()) {
      names.push_back(expression.name);
    }
  }
  for (const Expression& operand : expression.operands) {
    collect_names(operand, names);
  }
}

}  // namespace

Outcome<Expression> parse_formula(std::string_view text, const Place& place,
                                  const std::vector<std::string>& also_known_units) {
  return Parser(text, place, also_known_units).whole();
}

std::vector<std::string> names_in(const Expression& expression) {
  std::vector<std::string> names;
  collect_names(expression, names);
  return names;
}

}  // namespace restituo
