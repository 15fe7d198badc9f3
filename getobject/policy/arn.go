package policy

import "strings"

// arnParts is the number of parts of an ARN, the last of which may have colons.
const arnParts = 6

// compileARN reads the pattern of an ARN part by part. "*" is any ARN.
func compileARN(s string, variables bool) (parts []pattern, reason string) {
	for rest := s; ; {
		end := len(rest)
		if len(parts) < arnParts-1 {
			end = partEnd(rest, variables)
		}
		p, reason := compile(rest[:end], language{true, variables})
		if reason != "" {
			return nil, reason
		}
		parts = append(parts, p)
		if end == len(rest) {
			break
		}
		rest = rest[end+1:]
	}
	if len(parts) != arnParts && s != "*" {
		return nil, "no ARN"
	}
	return parts, ""
}

// partEnd returns the index of the first colon outside of variables, or the length.
func partEnd(s string, variables bool) int {
	for i := 0; i < len(s); i++ {
		if s[i] == ':' {
			return i
		}
		if variables && strings.HasPrefix(s[i:], "${") {
			if n := strings.IndexByte(s[i:], '}'); n > 0 {
				i += n
			}
		}
	}
	return len(s)
}

// matchARN compares each part of an ARN with its pattern, so that no wildcard stands for a
// colon but in the last one.
func matchARN(parts []pattern, r *Request, s string) (ok, resolved bool) {
	if len(parts) == 1 {
		return strings.Count(s, ":") >= arnParts-1, true
	}
	ok, resolved = true, true
	for i := range parts {
		part := s
		if i < arnParts-1 {
			var found bool
			part, s, found = strings.Cut(s, ":")
			ok = ok && found
		}
		matched, known := parts[i].match(r, part)
		ok, resolved = ok && matched, resolved && known
	}
	return ok, resolved
}

// checkResource says what is wrong with a resource, if anything is: it is neither "*" nor an
// ARN, or has a wildcard for the service, or a variable before the fifth colon (IAM User
// Guide: IAM JSON policy elements: Resource, Variables and tags).
func checkResource(s string, variables bool) (reason string) {
	if s == "*" {
		return ""
	}
	rest, isARN := strings.CutPrefix(s, "arn:")
	if !isARN {
		return "neither an ARN nor *"
	}
	for i := range arnParts - 2 {
		part, after, found := strings.Cut(rest, ":")
		switch {
		case variables && strings.Contains(part, "${"):
			return "a variable before the fifth colon"
		case i == 1 && strings.ContainsAny(part, "*?"):
			return "a wildcard for the service"
		case !found && !strings.HasSuffix(part, "*"):
			return "an ARN that is not complete"
		case !found:
			return ""
		}
		rest = after
	}
	if rest == "" {
		return "an ARN that is not complete"
	}
	return ""
}

// checkAction says what is wrong with an action, if anything is: it is neither "*" nor a
// service, a colon, and a name with wildcards (IAM User Guide: IAM JSON policy elements:
// Action).
func checkAction(s string) (reason string) {
	if s == "*" {
		return ""
	}
	service, name, ok := strings.Cut(s, ":")
	if !ok || service == "" || name == "" {
		return "neither * nor a service and the name of an action"
	}
	for i := 0; i < len(service); i++ {
		if !isWord(service[i]) && service[i] != '-' {
			return "no name of a service"
		}
	}
	for i := 0; i < len(name); i++ {
		if !isWord(name[i]) && name[i] != '*' && name[i] != '?' {
			return "no name of an action"
		}
	}
	return ""
}
