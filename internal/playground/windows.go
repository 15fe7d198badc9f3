package playground

import "strings"

// fromWindows returns a command that was written for cmd or for PowerShell as a shell of Unix reads
// it. Any other is as it was.
func fromWindows(command string) string {
	command = strings.ReplaceAll(command, "\r\n", "\n")
	switch {
	case strings.Contains(command, `^"`) || strings.Contains(command, "^\n"):
		return withoutCarets(command)
	case strings.Contains(command, " `\n"):
		return strings.ReplaceAll(command, " `\n", " ")
	}
	return command
}

// withoutCarets undoes the escapes of cmd: a caret outside of quotes takes the meaning of what
// stands behind it, and a line behind one goes on.
func withoutCarets(command string) string {
	var b strings.Builder
	inQuotes := false
	for i := 0; i < len(command); i++ {
		switch c := command[i]; {
		case c == '^' && !inQuotes && i+1 < len(command):
			if i++; command[i] != '\n' {
				b.WriteByte(command[i])
			}
		case c == '"':
			inQuotes = !inQuotes
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
