# SPDX-License-Identifier: GPL-3.0-or-later
# Fills pipes with pickles that call, lie about their sizes, nest too deep or stop too early.
import os, pickle, random, struct, sys
class Evil:
    def __reduce__(self): return os.system, ('touch ' + sys.argv[1],)
random.seed(7)
evil = pickle.dumps(Evil())
bodies = [evil, evil[:-5], b'\x80\x04', b'\x80\x05\x95' + b'\xff' * 8 + b'K\x01.', b'(' * 30000 + b'.', b']' * 10000 + b'a' * 9999 + b'.',
          b'\x80\x04\x8e' + struct.pack('<Q', 1 << 62) + b'x.', b'\x80\x04h\x7f.', b'\x80\x04j\xff\xff\xff\xff.', b'\xff\xfe\xfd.',
          b"cos\nsystem\n(S'touch " + sys.argv[1].encode() + b"'\ntR.", b'I' + b'9' * 20000 + b'\n.', b'\x80\x04X\xff\xff\xff\x7fab.',
          b'\x80\x04]\x94' + b'h\x00a' * 3000 + b'.'] + [random.randbytes(n) for n in range(1, 400, 13)]
pipes = []
for body in bodies:
    r, w = os.pipe(); pipes.append((r, w))
    os.write(w, struct.pack('!i', len(body)) + body)
r, w = os.pipe(); pipes.append((r, w))
os.write(w, struct.pack('!i', 1000) + evil)     # a frame that is cut off
r, w = os.pipe(); pipes.append((r, w))
os.write(w, struct.pack('!iQ', -1, 1 << 60))    # and one that says it is a million terabytes
print('ready', flush=True); print(' '.join(str(r) for r, w in pipes), flush=True)
sys.stdin.readline()
for (r, w), body in zip(pipes, bodies): assert os.read(r, 100000) == struct.pack('!i', len(body)) + body
