// SPDX-License-Identifier: GPL-3.0-or-later
// A 32-bit x86 program without any library, which Linux runs on x86-64 all the same. A child that has executed the program anew reads what its
// parent writes into a pipe and a pair of sockets, with as many different calls as there are. Says "ready", waits for a line unless there is an
// argument, and in the end says "right". With the argument "wait" it says where the child waits for a byte, and ends when there is a line.
using Word = unsigned;

namespace {

enum Call : Word {
    exit_call = 1, fork_call = 2, read_call = 3, write_call = 4, close_call = 6, waitpid_call = 7, execve_call = 11, pipe_call = 42,
    dup2_call = 63, socketcall_call = 102, readv_call = 145, writev_call = 146, sendmsg_call = 370, recvmsg_call = 372,
};
enum SocketCall : Word { socketpair = 8, send = 9, recv = 10, sendto = 11, recvfrom = 12, sendmsg = 16, recvmsg = 17 };
constexpr Word pipe_number = 50, socket_number = 51;

struct Piece {
    const void *begin;
    Word size;
};
struct Message {
    void *name;
    Word name_size;
    Piece *pieces;
    Word count;
    void *control;
    Word control_size, flags;
};

int call(Word number, Word first = 0, Word second = 0, Word third = 0) {
    int result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory");
    return result;
}
Word address(const void *of) { return reinterpret_cast<Word>(of); }
int socket_call(SocketCall which, Word first, Word second, Word third, Word fourth = 0) {
    const Word arguments[6] = {first, second, third, fourth, 0, 0};
    return call(socketcall_call, which, address(arguments));
}
[[noreturn]] void end(Word code) {
    for (;;)
        call(exit_call, code);
}
void say(const char *text, Word size) { call(write_call, 1, address(text), size); }
void say_number(int number) {
    char digits[12];
    Word at = sizeof digits;
    digits[--at] = '\n';
    for (; number != 0; number /= 10)
        digits[--at] = static_cast<char>('0' + number % 10);
    say(digits + at, static_cast<Word>(sizeof digits) - at);
}

// Two pieces of text, wherever they come from.
struct Pieces {
    char first[3] = {'o', 'n', 'e'}, second[4] = {'-', 't', 'w', 'o'};
    Piece pieces[2] = {{first, 3}, {second, 4}};
    Message message = {nullptr, 0, pieces, 2, nullptr, 0, 0};
};

void be_child(bool waits) {
    char text[64];
    Pieces into;
    bool is_right = call(read_call, pipe_number, address(text), 4) == 4;
    is_right = is_right && call(readv_call, pipe_number, address(into.pieces), 2) == 7;
    is_right = is_right && socket_call(recv, socket_number, address(text), 11) == 11;
    is_right = is_right && socket_call(recvfrom, socket_number, address(text), 12) == 12;
    is_right = is_right && socket_call(recvmsg, socket_number, address(&into.message), 0) == 7;
    is_right = is_right && call(recvmsg_call, socket_number, address(&into.message)) == 7;
    if (waits)
        socket_call(recv, socket_number, address(text), 1);
    // The number stands for the pipe's end no more.
    is_right = is_right && call(dup2_call, socket_number, pipe_number) == pipe_number && call(write_call, pipe_number, address("over"), 4) == 4;
    end(is_right ? 0 : 1);
}

bool send_all(Word pipe, Word socket) {
    const Pieces of;
    return call(write_call, pipe, address("four"), 4) == 4 && call(writev_call, pipe, address(of.pieces), 2) == 7 &&
           socket_call(send, socket, address("eleven byte"), 11) == 11 && socket_call(sendto, socket, address("twelve bytes"), 12) == 12 &&
           socket_call(sendmsg, socket, address(&of.message), 0) == 7 && call(sendmsg_call, socket, address(&of.message)) == 7;
}

} // namespace

extern "C" __attribute__((used)) void begin(int count, char **words) {
    const bool waits = count > 1 && words[1][0] == 'w';
    if (count > 1 && words[1][0] == 'c')
        be_child(words[1][1] == 'w');
    if (!waits)
        say("ready\n", 6);
    char text[8];
    if (count == 1)
        call(read_call, 0, address(text), 1);
    Word pipe[2], sockets[2];
    if (call(pipe_call, address(pipe)) != 0 || socket_call(socketpair, 1, 1, 0, address(sockets)) != 0)
        end(2);
    const int child = call(fork_call);
    if (child == 0) {
        const char *const child_words[] = {words[0], waits ? "cw" : "c", nullptr}, *const nothing[] = {nullptr};
        call(dup2_call, pipe[0], pipe_number);
        call(dup2_call, sockets[1], socket_number);
        for (Word index = 0; index < 2; ++index)
            call(close_call, pipe[index]), call(close_call, sockets[index]);
        call(execve_call, address("/proc/self/exe"), address(child_words), address(nothing));
        end(3);
    }
    call(close_call, sockets[1]);
    if (!send_all(pipe[1], sockets[0]))
        end(4);
    if (waits) {
        say_number(child);
        call(read_call, 0, address(text), 1);
        socket_call(send, sockets[0], address("!"), 1);
    }
    int status = -1;
    if (call(read_call, sockets[0], address(text), 4) != 4 || call(waitpid_call, static_cast<Word>(child), address(&status)) != child || status != 0)
        end(5);
    say("right\n", 6);
    end(0);
}

__asm__(".globl _start\n_start:\n  movl (%esp), %eax\n  leal 4(%esp), %edx\n  pushl %edx\n  pushl %eax\n  call begin\n");
