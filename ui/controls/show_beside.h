// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Dialogs that leave the window usable: what runs can be watched, stepped and looked into while a file is chosen or a note written.

class QDialog;
class QSize;
class QWidget;

namespace poolscope::ui {

// Shows it, and lets it go when it is closed. Of a window's dialogs with one title only one is open: an earlier one comes to the front
// instead.
void showBeside(QDialog *dialog);
// As large as wanted, and smaller than the window that it stands before.
void resizeWithin(QDialog &dialog, const QWidget *window, const QSize &wanted);

} // namespace poolscope::ui
