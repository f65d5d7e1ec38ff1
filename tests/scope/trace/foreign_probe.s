# SPDX-License-Identifier: GPL-3.0-or-later
# A program of another kind of machine code than ours, which Linux runs all the same: 32-bit x86, without any library. Says that it is
# ready, waits for a line unless there is an argument, and says that it is right.
.globl _start
_start:
    movl (%esp), %esi           # argc
    movl $4, %eax               # write
    movl $1, %ebx
    movl $ready, %ecx
    movl $6, %edx
    int $0x80
    cmpl $1, %esi
    jne end
    movl $3, %eax               # read
    movl $0, %ebx
    movl $line, %ecx
    movl $1, %edx
    int $0x80
end:
    movl $4, %eax
    movl $1, %ebx
    movl $right, %ecx
    movl $6, %edx
    int $0x80
    movl $1, %eax               # exit
    movl $0, %ebx
    int $0x80
.data
ready: .ascii "ready\n"
right: .ascii "right\n"
line: .byte 0
.section .note.GNU-stack, "", @progbits
