package playground

import (
	"regexp"
	"strings"
)

// traced returns the text of the request that a tool has printed in a form of its own, what is to be
// said of that, and whether there is one. The forms are those of curl -v, of the fields of HTTP/2 as
// browsers list them, and of a canonical request, as SDKs log it and S3 tells it.
func traced(text string) (message, note string, ok bool) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if m := verbose.FindString(text); m != "" {
		return strings.ReplaceAll(m[len("> "):], "\n> ", "\n"), "", true
	}
	if pseudo.MatchString(text) {
		return fromPseudo(text), "", true
	}
	if message, ok = fromCanonical(text); ok {
		return message, "a canonical request has no signature: choose who asks", true
	}
	return "", "", false
}

// verbose matches the lines that curl -v says it sends.
var verbose = regexp.MustCompile(`(?m)^> [A-Z]+ \S+ HTTP/\S+(?:\n> .+)*`)

// pseudo matches a field of HTTP/2 that stands for a part of the request line.
var pseudo = regexp.MustCompile(`(?m)^:(?:method|path|authority|scheme)\b`)

// fromPseudo returns a list of fields as the text of a request: each in a line, or its name in one
// line and its value in the next, as browsers copy them.
func fromPseudo(text string) string {
	parts := map[string]string{":method": "GET", ":path": "/"}
	lines := strings.Split(strings.TrimSpace(text), "\n")
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

// canonical matches a canonical request: method, path, query, fields and, behind an empty line, their
// names (S3 SigV4: Create a canonical request).
var canonical = regexp.MustCompile(`(?:\A|CanonicalRequest:\s*\n|<CanonicalRequest>)([A-Z]+)\n(/.*)\n(.*)\n((?:[^\s:<>]+:.*\n)+)\n[a-z0-9;-]+(?:\n|\z)`)

// escapes are those of an error document, and what they stand for.
var escapes = [...]string{"&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'", "&apos;", "'"}

// fromCanonical returns a canonical request as the text of a request.
func fromCanonical(text string) (string, bool) {
	m := canonical.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	if strings.Contains(text, "<CanonicalRequest>") {
		for i := range m {
			m[i] = strings.NewReplacer(escapes[:]...).Replace(m[i])
		}
	}
	target := m[2]
	if m[3] != "" {
		target += "?" + m[3]
	}
	return m[1] + " " + target + " HTTP/1.1\n" + m[4], true
}
