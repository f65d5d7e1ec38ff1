// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/python_lines.h"

#include <optional>

namespace poolscope::inspect {

namespace {

enum Form { one_line_0 = 10, one_line_2 = 12, no_columns = 13, long_form = 14, no_location = 15 };

class Table {
public:
    explicit Table(std::string_view bytes) : rest_(bytes) {}

    bool is_at_end() const { return rest_.empty(); }
    unsigned char byte() {
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return byte;
    }
    void skip_entry() {
        while (!rest_.empty() && (static_cast<unsigned char>(rest_.front()) & 0x80) == 0)
            rest_.remove_prefix(1);
    }
    std::optional<int> signed_number() {
        std::uint32_t value = 0;
        for (unsigned shift = 0; shift < 30 && !rest_.empty(); shift += 6) {
            const unsigned char part = byte();
            value |= std::uint32_t{part & 63u} << shift;
            if ((part & 64) == 0)
                return (value & 1) != 0 ? -static_cast<int>(value >> 1) : static_cast<int>(value >> 1);
        }
        return std::nullopt;
    }

private:
    std::string_view rest_;
};

int line_in_locations(std::string_view bytes, int first_line, std::uint64_t offset) {
    constexpr std::uint64_t unit = 2; // bytes
    Table table(bytes);
    std::uint64_t end = 0;
    for (int line = first_line; !table.is_at_end(); table.skip_entry()) {
        const unsigned char head = table.byte();
        if ((head & 0x80) == 0)
            return 0;
        end += ((head & 7) + 1u) * unit;
        const int form = head >> 3 & 15;
        if (form == no_columns || form == long_form) {
            const auto step = table.signed_number();
            if (!step)
                return 0;
            line += *step;
        } else if (form >= one_line_0 && form <= one_line_2) {
            line += form - one_line_0;
        }
        if (offset < end)
            return form == no_location ? 0 : line;
    }
    return 0;
}

// Pairs of a step in bytes and a step in lines, which belongs to what follows.
int line_in_deltas(std::string_view table, int first_line, std::uint64_t offset) {
    int line = first_line;
    std::uint64_t at = 0;
    for (std::size_t index = 0; index + 1 < table.size(); index += 2) {
        at += static_cast<unsigned char>(table[index]);
        if (at > offset)
            break;
        line += static_cast<signed char>(table[index + 1]);
    }
    return line;
}

// Pairs of a length in bytes and a step in lines, which belongs to that length.
int line_in_ranges(std::string_view table, int first_line, std::uint64_t offset) {
    constexpr signed char none = -128;
    int line = first_line;
    std::uint64_t end = 0;
    for (std::size_t index = 0; index + 1 < table.size(); index += 2) {
        end += static_cast<unsigned char>(table[index]);
        const auto step = static_cast<signed char>(table[index + 1]);
        line += step != none ? step : 0;
        if (offset < end)
            return step != none ? line : 0;
    }
    return 0;
}

} // namespace

int line_at(LineTable form, std::string_view table, int first_line, std::uint64_t offset) {
    switch (form) {
    case LineTable::deltas: return line_in_deltas(table, first_line, offset);
    case LineTable::ranges: return line_in_ranges(table, first_line, offset);
    case LineTable::locations: return line_in_locations(table, first_line, offset);
    }
    return 0;
}

} // namespace poolscope::inspect
