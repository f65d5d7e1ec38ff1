// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/looked_at.h"
#include "app/poolscope-cli/look/stack_page.h"
#include "app/poolscope-cli/words/text_columns.h"
#include "engine/core/base/command_line.h"
#include "engine/scope/host/report.h"
#include "engine/scope/inspect/process_details.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

constexpr std::size_t few = 12;

struct InspectOptions : ProcessLookOptions {
    bool shows_all = false;
};

Text name_of(inspect::LimitKind kind) {
    return static_cast<Text>(static_cast<int>(Text::limit_memory) + static_cast<int>(kind));
}

std::string amount_text(inspect::LimitKind kind, std::int64_t amount) {
    switch (kind) {
    case inspect::LimitKind::memory: case inspect::LimitKind::address_space: case inspect::LimitKind::file_size: return size_text(amount);
    case inspect::LimitKind::cpu: return fmt::format("{:.2f}", static_cast<double>(amount) / 1000.0);
    case inspect::LimitKind::cpu_time: return fmt::format("{} s", amount);
    default: return fmt::format("{}", amount);
    }
}

class Page {
public:
    Page(const Messages &text, const inspect::ProcessDetails &details, bool shows_all) : text_(text), details_(details), most_(shows_all ? ~std::size_t{0} : few) {}

    std::string build() {
        if (const std::string why = access_sentence(text_, details_.process.pid, details_.access); !why.empty())
            page_ += why + "\n";
        fact(Text::inspect_program, details_.program);
        fact(Text::inspect_folder, details_.folder);
        fact(Text::inspect_command, shown_command(details_.command_line));
        heading(Text::heading_threads);
        page_ += threads_page(text_, details_.threads, details_.feeders, true);
        add_limits();
        add_descriptors();
        add_mappings();
        if (most_ != few && !details_.environment.empty()) {
            heading(Text::heading_environment);
            for (const auto &[name, value] : details_.environment)
                page_ += fmt::format("  {}={}\n", name, value);
        }
        page_.pop_back();
        return std::move(page_);
    }

private:
    void fact(Text label, const std::string &value) {
        if (!value.empty())
            page_ += padded(std::string(text_.raw(label)), 10) + value + "\n";
    }
    void heading(Text title) { page_ += fmt::format("{}\n", text_.raw(title)); }
    void more(std::size_t count) {
        if (count > most_)
            page_ += "  " + text_(Text::inspect_more, count - most_) + "\n";
    }

    void add_limits() {
        if (!details_.limits.empty())
            heading(Text::heading_limits);
        for (const inspect::Limit &limit : details_.limits) {
            const std::string maximum = amount_text(limit.kind, limit.maximum);
            page_ += "  " + padded(std::string(text_.raw(name_of(limit.kind))), 24) +
                     (limit.used ? text_(Text::limit_used, amount_text(limit.kind, *limit.used), maximum) : text_(Text::limit_unused, maximum));
            page_ += limit.group.empty() ? "\n" : "  " + text_(Text::limit_group, limit.group) + "\n";
        }
    }

    void add_descriptors() {
        if (!details_.descriptors.empty())
            heading(Text::heading_descriptors);
        for (const inspect::DescriptorDetails &each : details_.descriptors) {
            page_ += fmt::format("  {:>5}  {:<5}  {}", each.descriptor.number, to_string(each.descriptor.direction), each.descriptor.target);
            if (each.is_inherited)
                page_ += fmt::format(", {}", text_.raw(Text::descriptor_inherited));
            if (!each.also_held_by.empty()) {
                std::vector<pid_t> others;
                for (const ProcessKey &other : each.also_held_by)
                    others.push_back(other.pid);
                page_ += ", " + text_(Text::descriptor_also, fmt::format("{}", fmt::join(others, ", ")));
            }
            page_ += '\n';
        }
    }

    void add_mappings() {
        if (!details_.mappings.empty())
            heading(Text::heading_mappings);
        for (std::size_t index = 0; index < std::min(most_, details_.mappings.size()); ++index) {
            const inspect::MappedFile &file = details_.mappings[index];
            page_ += fmt::format("  {:>10}  {}", size_text(file.size), file.path.empty() ? "-" : file.path);
            page_ += file.is_shared ? fmt::format(", {}\n", text_.raw(Text::mapping_shared)) : "\n";
        }
        more(details_.mappings.size());
    }

    const Messages &text_;
    const inspect::ProcessDetails &details_;
    std::size_t most_;
    std::string page_;
};

ExitCode show_details(const Invocation &invocation, const InspectOptions &options) {
    observe::ProcProcessSource source;
    return show_looks_at_process(invocation, options, [&](ProcessKey process) -> Result<std::string> {
        POOLSCOPE_ASSIGN(const auto details, inspect::inspect(source, process));
        return options.as_json ? options.json_text(host::details_json(details)) : Page(invocation.text, details, options.shows_all).build();
    });
}

} // namespace

void add_inspect(CLI::App &app, Invocation &invocation) {
    CLI::App *command = app.add_subcommand("inspect", std::string(invocation.text.raw(Text::about_inspect)));
    const auto options = std::make_shared<InspectOptions>();
    options->declare(*command, invocation.text);
    command->add_flag("--all", options->shows_all, std::string(invocation.text.raw(Text::all_option)));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return show_details(invocation, *options); }; });
}

} // namespace poolscope::cli
