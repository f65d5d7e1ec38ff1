// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/inspect/limit.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace poolscope::inspect;

namespace {

void write(const std::filesystem::path &file, const std::string &text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text << '\n';
}

} // namespace

class LimitTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path mount() const { return folder_.path().toStdString(); }

private slots:
    void the_tightest_limit_of_version_2_is_told() {
        write(mount() / "v2/service/memory.max", "1000000");
        write(mount() / "v2/service/memory.current", "900000");
        write(mount() / "v2/service/pool/memory.max", "max");
        write(mount() / "v2/service/pool/memory.current", "5");
        write(mount() / "v2/service/pool/pids.max", "64");
        write(mount() / "v2/service/pool/pids.current", "9");
        write(mount() / "v2/service/pool/cpu.max", "150000 100000");
        const std::vector<Limit> expected{{LimitKind::memory, 1000000, 900000, "/service"},
                                          {LimitKind::processes, 64, 9, "/service/pool"},
                                          {LimitKind::cpu, 1500, std::nullopt, "/service/pool"}};
        QVERIFY(control_group_limits("0::/service/pool\n", mount() / "v2") == expected);
    }

    void version_1_keeps_each_controller_apart() {
        write(mount() / "v1/memory/job/memory.limit_in_bytes", "4096");
        write(mount() / "v1/memory/job/memory.usage_in_bytes", "1024");
        write(mount() / "v1/memory/memory.limit_in_bytes", "9223372036854771712");
        write(mount() / "v1/cpu/cpu.cfs_quota_us", "-1");
        write(mount() / "v1/cpu/cpu.cfs_period_us", "100000");
        const std::vector<Limit> expected{{LimitKind::memory, 4096, 1024, "/job"}};
        QVERIFY(control_group_limits("4:memory:/job\n3:cpu,cpuacct:/\n0::/\n", mount() / "v1") == expected);
    }

    void what_is_not_there_limits_nothing() {
        QVERIFY(control_group_limits("", mount()).empty());
        QVERIFY(control_group_limits("0::/nowhere\nnonsense\n:::\n", mount()).empty());
    }

    void limits_of_the_process_are_those_that_limit() {
        const std::vector<Limit> limits = resource_limits("Limit                     Soft Limit           Hard Limit           Units     \n"
                                                          "Max file size             unlimited            unlimited            bytes     \n"
                                                          "Max processes             96365                96365                processes \n"
                                                          "Max open files            1024                 20000                files     \n");
        const std::vector<Limit> expected{{LimitKind::descriptors, 1024, std::nullopt, ""}, {LimitKind::user_processes, 96365, std::nullopt, ""}};
        QVERIFY(limits == expected);
    }
};

QTEST_GUILESS_MAIN(LimitTest)
#include "limit_test.moc"
