// Package architecture holds the tests of the architecture: it reads the repository as it
// stands and says where it differs from its design. Nothing imports it.
//
// # The rules
//
// Each rule is a file of tests, with its data in a table and with mutants: small
// repositories that break it, each of which the rule must reject.
//
//	layers      imports of ours point down, and every package has its layer
//	modules     imports of others, and the requirements of go.mod, are listed with reasons
//	variables   package variables are constants in spirit, and no package has an init
//	writer      one file knows how a response is written
//	comments    every exported name has a comment that begins with it
//	citations   standards and documentation are cited in one form, from the list of internal/tools/sections
//	markdown    code in documents is code of the repository, and links lead somewhere
//	size        functions, files, branches and nesting have budgets
//	fields      header fields that may have several lines are not read as if they had one
//	examples    what a package exports is shown by an example
//
// An exception is a row of a table, with its reason. A row that excuses nothing is
// itself a fault, so that the tables do not outlive what they speak of.
package architecture
