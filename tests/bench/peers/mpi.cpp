// SPDX-License-Identifier: GPL-3.0-or-later
// Open MPI: a master that keeps two tasks in flight at every worker. mpirun -n WORKERS+1 peer_mpi TASK_US TASKS
#include "tests/bench/peers/peer.h"

#include <mpi.h>

namespace {

void work(long us) {
    timespec time{};
    const auto used = [&] {
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000L + time.tv_nsec;
    };
    if (us != 0)
        for (const long end = used() + us * 1000; used() < end;) {
        }
}

} // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    int rank = 0, size = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    const long us = std::atol(argv[1]), count = std::atol(argv[2]);
    long task = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank != 0) {
        for (;;) {
            MPI_Recv(&task, 1, MPI_LONG, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            if (task < 0)
                break;
            work(us);
            MPI_Send(&task, 1, MPI_LONG, 0, 0, MPI_COMM_WORLD);
        }
    } else {
        const double begun = peer::now_s();
        long sent = 0;
        const auto send_to = [&](int worker) {
            task = sent++;
            MPI_Send(&task, 1, MPI_LONG, worker, 0, MPI_COMM_WORLD);
        };
        for (int round = 0; round < 2; ++round)
            for (int worker = 1; worker < size && sent < count; ++worker)
                send_to(worker);
        for (long got = 0; got < count; ++got) {
            MPI_Status from;
            MPI_Recv(&task, 1, MPI_LONG, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &from);
            if (sent < count)
                send_to(from.MPI_SOURCE);
        }
        peer::report("D", "Open MPI", "tasks_s_w" + std::to_string(size - 1), std::to_string(us) + "us",
                     {static_cast<double>(count) / (peer::now_s() - begun)});
        task = -1;
        for (int worker = 1; worker < size; ++worker)
            MPI_Send(&task, 1, MPI_LONG, worker, 0, MPI_COMM_WORLD);
    }
    MPI_Finalize();
}
