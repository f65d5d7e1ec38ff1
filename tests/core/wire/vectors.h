// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Message bodies captured from real CPython programs (versions 3.8 to 3.13), with what repr() says of them.

#include "engine/core/wire/preview/preview.h"

namespace vectors {

struct Vector {
    const char *name;
    const char *body; // hexadecimal
    const char *repr;
    poolscope::Preview::Kind kind;
};

inline constexpr Vector pickles[] = {
    {"send(None)", "80044e2e", "None", poolscope::Preview::Kind::stop},
    {"send of a list", "80049516000000000000005d94284b018c0161944e88474004000000000000652e",
     "[1, 'a', None, True, 2.5]", poolscope::Preview::Kind::value},
    {"send of text", "80049508000000000000008c0470696e67942e", "'ping'", poolscope::Preview::Kind::value},
    {"apply", "8004952800000000000000284b004b008c085f5f6d61696e5f5f948c036164649493944b0185947d948c0162944b027374942e",
     "(0, 0, __main__.add, (1,), {'b': 2})", poolscope::Preview::Kind::pool_task},
    {"map result", "80049512000000000000004b014b00885d94284b004b0165869487942e", "(1, 0, (True, [0, 1]))",
     poolscope::Preview::Kind::pool_result},
    {"create", "8004951e00000000000000284e8c06637265617465948c046c697374945d944b016186947d9474942e",
     "(None, 'create', ('list', [1]), {})", poolscope::Preview::Kind::manager_request},
    {"incref", "8004952100000000000000284e8c06696e63726566948c0c3766663536356330376538309485947d9474942e",
     "(None, 'incref', ('7ff565c07e80',), {})", poolscope::Preview::Kind::manager_request},
    {"return None", "8004950e000000000000008c072352455455524e944e86942e", "('#RETURN', None)",
     poolscope::Preview::Kind::manager_reply},
    {"accept_connection",
     "8004952b00000000000000284e8c116163636570745f636f6e6e656374696f6e948c0b4d61696e50726f636573739485947d9474942e",
     "(None, 'accept_connection', ('MainProcess',), {})", poolscope::Preview::Kind::manager_request},
    {"append", "8004952500000000000000288c0c376666353635633037653830948c06617070656e64948c0261629485947d9474942e",
     "('7ff565c07e80', 'append', ('ab',), {})", poolscope::Preview::Kind::manager_request},
    {"#GETVALUE", "8004952200000000000000288c0c376666353635633037653830948c092347455456414c554594297d9474942e",
     "('7ff565c07e80', '#GETVALUE', (), {})", poolscope::Preview::Kind::manager_request},
    {"value of a list", "80049518000000000000008c072352455455524e945d94284b018c026162946586942e",
     "('#RETURN', [1, 'ab'])", poolscope::Preview::Kind::manager_reply},
    {"__getitem__",
     "8004952700000000000000288c0c376666353635633037653830948c0b5f5f6765746974656d5f5f944b0985947d9474942e",
     "('7ff565c07e80', '__getitem__', (9,), {})", poolscope::Preview::Kind::manager_request},
    {"IndexError",
     "80049544000000000000008c06234552524f52948c086275696c74696e73948c0a496e6465784572726f729493948c176c69737420696e646"
     "57820"
     "6f7574206f662072616e6765948594529486942e",
     "('#ERROR', IndexError('list index out of range'))", poolscope::Preview::Kind::manager_reply},
    {"#PROXY",
     "80049589000000000000008c062350524f585994288c085f5f6e6578745f5f948c0473656e64948c057468726f77948c05636c6f736594749"
     "48c18"
     "6d756c746970726f63657373696e672e6d616e6167657273948c05546f6b656e9493942981948c084974657261746f72948c093132372e302"
     "e302e"
     "31944d69b186948c0c37666635363563313433363094879462869486942e",
     "('#PROXY', (('__next__', 'send', 'throw', 'close'), multiprocessing.managers.Token(){('Iterator', ('127.0.0.1', "
     "45417), "
     "'7ff565c14360')}))",
     poolscope::Preview::Kind::manager_reply},
    {"dummy", "8004951000000000000000284e8c0564756d6d7994297d9474942e", "(None, 'dummy', (), {})",
     poolscope::Preview::Kind::manager_request},
    {"Lock",
     "8004954a000000000000008c1b6d756c746970726f63657373696e672e73796e6368726f6e697a65948c044c6f636b949394298194288a060"
     "010be"
     "38497f4b014b018c0c2f6d702d3138786a35327061947494622e",
     "multiprocessing.synchronize.Lock(){(139952461320192, 1, 1, '/mp-18xj52pa')}", poolscope::Preview::Kind::value},
    {"Connection",
     "80049578000000000000008c1a6d756c746970726f63657373696e672e636f6e6e656374696f6e948c1272656275696c645f636f6e6e65637"
     "4696f"
     "6e9493948c216d756c746970726f63657373696e672e706f70656e5f737061776e5f706f736978948c065f44757046649493942981947d948"
     "c0266"
     "64944b0573628888879452942e",
     "multiprocessing.connection.rebuild_connection(multiprocessing.popen_spawn_posix._DupFd(){'fd': 5}, True, True)",
     poolscope::Preview::Kind::value},
};

} // namespace vectors
