<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>Facts</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adopted by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thread %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task at its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resident memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proportional memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inherited descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads and writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waited for by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submitted at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped: nobody will receive it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number in its channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Died holding it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HostEnd</name>
    <message>
        <source>The host that runs programs could not be started (%1). Is poolscope-cli installed beside poolscope?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host crashed (%1). What was received until then is kept; run again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host ended without a word (%1). What was received until then is kept; run again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host sent something that cannot be read (%1). What was received until then is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ItemViews</name>
    <message>
        <source>Copy row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>--%1 cannot be %2; it is one of %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visualizes and manages process pools.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this lesson, e.g. square-pool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spawn, fork or forkserver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers the pool has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this recording, script or program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>en or ko.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the program has ended, write a picture of the window and exit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of that picture, e.g. 1280x800.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording, script or program to open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--workers must be a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--size must be two numbers from 320x240 to 16384x16384, as in 1280x800.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One window shows one session: name one file only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One window shows one session: name a lesson or a file, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no lesson %1. See poolscope-cli lessons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no lesson %1. Did you mean %2?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>it took too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the other side has closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is larger than permitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its bytes are not what they claim to be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the value is not permitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no task has that name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this system or version does not have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not permitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the other side has another key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not possible now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to receive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to receive from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to send into %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to get</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to get from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to put</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits to put into %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a process to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for %1 to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for the result of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is lost: the worker that had it in hand is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is lost: %2 ended with exit code %3 while it had the task in hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is lost: %2 was killed by %3 while it had the task in hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not %1: %2 (%3).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resource tracker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zygote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zombie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duplex pipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simple queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>joinable queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recursive lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bounded semaphore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>barrier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exited with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>killed by signal %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui</name>
    <message>
        <source>/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker utilisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of time busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed or lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Actions</name>
    <message>
        <source>&amp;Open recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open s&amp;cript or program…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter co&amp;mmand line…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;ecord…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run with spawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run with fork</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run with forkserver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One event &amp;back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One event &amp;forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;indings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours as the s&amp;ystem has them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BytesView</name>
    <message>
        <source>Bytes of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more bytes were not recorded.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ChannelModel</name>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ChannelsPanel</name>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues and pipes appear here: what is in them and who holds their ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a program that makes a queue, a pipe or a pool.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1    %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ConsoleModel</name>
    <message>
        <source>Standard error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ConsolePanel</name>
    <message>
        <source>Output of all processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the processes print appears here, line by line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a program that prints something.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DecodedModel</name>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keyword arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DiagnosisPanel</name>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has gone wrong so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost tasks, broken pools, leaks and locks of dead owners are told here as they happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all findings as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::DockTitle</name>
    <message>
        <source>Hide; the View menu brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ExportButton</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export: save or copy what is shown here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be saved: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FactsModel</name>
    <message>
        <source>Message in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Double click to select it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::FindingModel</name>
    <message>
        <source>The pool of %1 is broken: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new pool; tasks of this one will not run any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its caller gets an error instead of a result. See the worker&apos;s last messages and output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 raised an error: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its caller gets the same error from get().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended while it held %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the lock guards may be half written. Hold locks with a with-block, and never kill a worker that may hold one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was leaked: nobody unlinked it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call unlink() in the process that made it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n events were lost, because they came faster than they could be collected.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Counts may be too low around the gap. Run slower to see everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::HostLink</name>
    <message>
        <source>signal %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::InspectorPanel</name>
    <message>
        <source>Facts on the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything known about the selection appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a process, a channel, a task or a message in any view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These bytes are no pickle; see Bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MainWindow</name>
    <message>
        <source>Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder. Drop a script, a program or a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill %1? It cannot finish what it has in hand. You are asked once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminate %1? You are asked once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a script or program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python scripts (*.py)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolscope recordings (*.poolscope)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Poolscope %1&lt;/b&gt;&lt;p&gt;Visualizes and manages process pools.&lt;/p&gt;&lt;p&gt;The window is under GPL-3.0-or-later, the engine under Apache-2.0.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes with the next start of Poolscope.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessageBar</name>
    <message>
        <source>Dismiss this message (Escape)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessageModel</name>
    <message>
        <source>%1, dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 before the moment that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds since the run began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From sent to received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From → to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MessagesPanel</name>
    <message>
        <source>Show all messages again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the newest message in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every message between processes appears here, decoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a program that sends something through a queue or a pipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>process: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter %1, remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only channel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only process %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the moment it was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the channel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MethodControl</name>
    <message>
        <source>Start method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spawn: every worker is a fresh start of the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fork: every worker is a copy of the running program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forkserver: a small server process forks every worker</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PanelBar</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PlotTableModel</name>
    <message>
        <source>Plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PlotsPanel</name>
    <message>
        <source>Plotted values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide this plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval of rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over which time messages, bytes and tasks are counted. Zooming does not change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval: automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the newest moment in sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show all of the session (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same values as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::PlotsView</name>
    <message>
        <source>Plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue depth, messages, tasks and worker utilisation over time. The table shows the same values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, mean over %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every plot is switched off. Switch one on in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue depth, traffic and tasks are plotted here while a program runs.
Run a lesson or a program, or open a recorded session.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ProcessTreeModel</name>
    <message>
        <source>%1 (%2 inherited)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proportional share of memory where it is known, else resident memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its first parent ended before it; process %1 adopted it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, process %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PPID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ProcessTreePanel</name>
    <message>
        <source>Filter processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by who asked for the process instead of the kernel&apos;s parent (they differ under forkserver)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by who asked for the process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes appear here, each below its parent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a lesson and press Run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (SIGSTOP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue (SIGCONT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminate (SIGTERM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill (SIGKILL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy PID</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RecordingLoader</name>
    <message>
        <source>The recording is whole, but nothing was recorded in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The recording is damaged: about %n bytes could not be read. The gaps are marked.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The recording was cut short, as when its program was killed. Everything before that is here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunBar</name>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to run: a lesson, a script or any command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed: below 1×, every step of the program is followed by a wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Script or program…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command line…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program sets its start method itself: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers the pool has, from the next run on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program has no pool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Screenshot</name>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Scrubber</name>
    <message>
        <source>Time line of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s after the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ScrubberBar</name>
    <message>
        <source>One event back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One event back (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One event forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One event forward (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time since the run began, at the moment that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow what happens now (Alt+End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::ShortcutList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time line: event by event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time line: a twentieth of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists: copy the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists: what can be done with the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TaskModel</name>
    <message>
        <source>From submitted to started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::TasksPanel</name>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every task of a pool appears here: who has it, how long it took, what came of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the lesson on the square pool.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::WelcomePage</name>
    <message>
        <source>Process pools, seen from inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch who starts whom, what flows between them, and who waits for whom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small programs, each under three minutes. A click runs one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lessons are installed. They belong into share/poolscope/lessons beside the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Python script, a C++ program on the engine, any command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>python3 my_pool.py</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a script or program…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop it anywhere on this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session that was recorded, here or on another machine.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Workbench</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Console</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
