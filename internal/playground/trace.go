package playground

import (
	"slices"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// traced returns the text of the request that a tool has printed in a form of its own, what is to be
// said of that, and whether there is one. The forms are those of curl -v, of the fields of HTTP/2 as
// browsers list them, and of a canonical request, as SDKs log it and S3 tells it.
func traced(text string) (message, note string, ok bool) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if message := fromVerbose(lines); message != "" {
		return message, "", true
	}
	if slices.ContainsFunc(lines, isPseudo) {
		return fromPseudo(lines), "", true
	}
	if message, ok = fromCanonical(strings.Join(lines, "\n")); ok {
		return message, "a canonical request has no signature: choose who asks", true
	}
	return "", "", false
}

// fromVerbose returns the lines that curl -v says it sends, or "".
func fromVerbose(lines []string) string {
	var sent []string
	for _, line := range lines {
		text, ok := strings.CutPrefix(line, "> ")
		switch {
		case ok && text != "" && (len(sent) > 0 || strings.Contains(text, " HTTP/")):
			sent = append(sent, text)
		case len(sent) > 0:
			return strings.Join(sent, "\n")
		}
	}
	return strings.Join(sent, "\n")
}

// isPseudo reports whether a line is, or begins, a field of HTTP/2 that stands for a part of the
// request line (RFC 9113 §8.3.1).
func isPseudo(line string) bool {
	name, ok := strings.CutPrefix(strings.TrimSpace(line), ":")
	name, _, _ = strings.Cut(name, ":")
	return ok && slices.Contains([]string{"method", "path", "authority", "scheme"}, name)
}

// fromPseudo returns a list of fields as the text of a request: each in a line, or its name in one
// line and its value in the next, as browsers copy them.
func fromPseudo(lines []string) string {
	parts := map[string]string{":method": "GET", ":path": "/"}
	var fields []string
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		from := min(1, len(line)) // behind the colon that a name begins with
		at := strings.IndexByte(line[from:], ':')
		name, value := line, ""
		if at >= 0 {
			name, value = line[:from+at], strings.TrimSpace(line[from+at+1:])
		}
		if value == "" && i+1 < len(lines) {
			i++
			value = strings.TrimSpace(lines[i])
		}
		if strings.HasPrefix(name, ":") {
			parts[name] = value
		} else if name != "" {
			fields = append(fields, name+": "+value)
		}
	}
	if host := parts[":authority"]; host != "" {
		fields = append([]string{"Host: " + host}, fields...)
	}
	return parts[":method"] + " " + parts[":path"] + " HTTP/2\n" + strings.Join(fields, "\n")
}

// escapes are those of an error document, and what they stand for.
var escapes = [...]string{"&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'", "&apos;", "'"}

// fromCanonical returns a canonical request as the text of a request, and whether it is one: method,
// path, query, fields and, behind an empty line, their names (S3 SigV4: Create a canonical request).
func fromCanonical(text string) (string, bool) {
	if _, rest, ok := strings.Cut(text, "CanonicalRequest:\n"); ok {
		text = rest
	}
	if _, rest, ok := strings.Cut(text, "<CanonicalRequest>"); ok {
		text = strings.NewReplacer(escapes[:]...).Replace(rest)
	}
	lines := strings.Split(text, "\n")
	if len(lines) < 6 || !field.IsToken(lines[0]) || !strings.HasPrefix(lines[1], "/") {
		return "", false
	}
	fields, target := slices.Index(lines[3:], ""), lines[1]
	if fields < 1 {
		return "", false
	}
	if lines[2] != "" {
		target += "?" + lines[2]
	}
	return lines[0] + " " + target + " HTTP/1.1\n" + strings.Join(lines[3:3+fields], "\n"), true
}
