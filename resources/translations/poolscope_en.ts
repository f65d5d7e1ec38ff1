<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>DoingWords</name>
    <message numerus="yes">
        <source>%n processes that do the same: %1</source>
        <translation>
            <numerusform>%n process that does the same: %1</numerusform>
            <numerusform>%n processes that do the same: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n wait for it)</source>
        <translation>
            <numerusform>(%n waits for it)</numerusform>
            <numerusform>(%n wait for it)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message numerus="yes">
        <source>%n events were lost, because they came faster than they could be collected.</source>
        <translation>
            <numerusform>%n event was lost, because events came faster than they could be collected.</numerusform>
            <numerusform>%n events were lost, because they came faster than they could be collected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::BytesView</name>
    <message numerus="yes">
        <source>%n more bytes were not recorded.</source>
        <translation>
            <numerusform>%n more byte was not recorded.</numerusform>
            <numerusform>%n more bytes were not recorded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::Interventions</name>
    <message numerus="yes">
        <source>%n workers</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n files were dropped at once: drop one to run or open it, or two recordings to compare them.</source>
        <translation>
            <numerusform>%n file was dropped: drop one to run or open it, or two recordings to compare them.</numerusform>
            <numerusform>%n files were dropped at once: drop one to run or open it, or two recordings to compare them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RecordingLoader</name>
    <message numerus="yes">
        <source>The recording is damaged: about %n bytes could not be read. The gaps are marked.</source>
        <translation>
            <numerusform>The recording is damaged: about %n byte could not be read. The gap is marked.</numerusform>
            <numerusform>The recording is damaged: about %n bytes could not be read. The gaps are marked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::RunBar</name>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is wrong, %n worth knowing</source>
        <translation>
            <numerusform>Nothing is wrong, %n thing worth knowing</numerusform>
            <numerusform>Nothing is wrong, %n things worth knowing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::StepStrip</name>
    <message numerus="yes">
        <source>Before the first of %n step(s).</source>
        <translation>
            <numerusform>Before the first step.</numerusform>
            <numerusform>Before the first of %n steps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run it, then go through its %n step(s), forward and back.</source>
        <translation>
            <numerusform>Run it, then look at its step.</numerusform>
            <numerusform>Run it, then go through its %n steps, forward and back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The window shows another program now. Run this lesson to go through its %n step(s), forward and back.</source>
        <translation>
            <numerusform>The window shows another program now. Run this lesson to look at its step.</numerusform>
            <numerusform>The window shows another program now. Run this lesson to go through its %n steps, forward and back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::WelcomePage</name>
    <message numerus="yes">
        <source>%1, %n processes, PID %2</source>
        <translation>
            <numerusform>%1, %n process, PID %2</numerusform>
            <numerusform>%1, %n processes, PID %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>poolscope::ui::XrayPanel</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
</TS>
