package policy

import "strings"

// sid reads a Sid, which no other statement may have. In policies of principals it has
// letters and digits only (IAM User Guide: IAM JSON policy elements: Sid).
func (p *parser) sid(s *statement, path string) (err error) {
	at := p.next()
	if s.sid, err = p.text(path); err != nil || s.sid == "" {
		return err
	}
	switch {
	case p.sids[s.sid]:
		return faultAt(p.reader.document, at, path, "the Sid of another statement")
	case !kinds[p.kind].principals && strings.ContainsFunc(s.sid, func(c rune) bool { return c > 'z' || !isWord(byte(c)) }):
		return faultAt(p.reader.document, at, path, "neither letters nor digits")
	}
	p.sids[s.sid] = true
	return nil
}

func (p *parser) effect(s *statement, path string) error {
	at := p.next()
	effect, err := p.text(path)
	if err != nil {
		return err
	}
	if effect != "Allow" && effect != "Deny" {
		return faultAt(p.reader.document, at, path, "neither Allow nor Deny")
	}
	s.deny = effect == "Deny"
	return nil
}

// principal reads a Principal or NotPrincipal: "*", or an object of lists (IAM User Guide:
// AWS JSON policy elements: Principal).
func (p *parser) principal(s *statement, not bool, path string) error {
	if !kinds[p.kind].principals {
		return p.fault(path, "no element of "+p.kind.phrase())
	}
	s.named, s.notPrincipal = true, not
	if p.begins('"') {
		return p.everybody(s, path)
	}
	at, names := p.next(), 0
	err := p.object(path, false, func(name, path string) error {
		names++
		n := &s.principals
		switch name {
		case "AWS":
			return p.texts(path, n.addAWS)
		case "CanonicalUser":
			return p.texts(path, addName(&n.canonicals))
		case "Service":
			return p.texts(path, addName(&n.services))
		case "Federated":
			return p.texts(path, addName(&n.providers))
		}
		return p.fault(path, "no type of principal")
	})
	if err == nil && names == 0 {
		err = faultAt(p.reader.document, at, path, "nobody")
	}
	return err
}

func (p *parser) everybody(s *statement, path string) error {
	at := p.next()
	name, err := p.text(path)
	if err != nil {
		return err
	}
	if name != "*" {
		return faultAt(p.reader.document, at, path, "neither * nor an object")
	}
	s.principals.anyone = true
	return nil
}

// addAction adds an action. It says what is wrong with it, if anything is.
func (s *statement) addAction(a string) (reason string) {
	if reason = checkAction(a); reason != "" {
		return reason
	}
	p, _ := compile(a, language{wildcards: true})
	s.actions = append(s.actions, p)
	return ""
}

// addResource adds a resource. It says what is wrong with it, if anything is.
func (s *statement) addResource(a string, variables bool) (reason string) {
	if reason = checkResource(a, variables); reason != "" {
		return reason
	}
	p, reason := compile(a, language{true, variables})
	s.resources = append(s.resources, p)
	return reason
}

// condition reads a Condition: operators, keys, and values.
func (p *parser) condition(s *statement, path string) error {
	return p.object(path, false, func(name, path string) error {
		c, ok := parseOperator(name)
		if !ok {
			return p.fault(path, "no operator")
		}
		return p.object(path, true, func(name, path string) error {
			if !isKeyName(name) {
				return p.fault(path, "no name of a key")
			}
			c := c
			c.key = newKey(name)
			if err := p.operands(&c, path); err != nil {
				return err
			}
			s.conditions = append(s.conditions, c)
			return nil
		})
	})
}

// operands reads the values for a key.
func (p *parser) operands(c *condition, path string) error {
	return p.list(path, func(path string) error {
		at := p.next()
		text, err := p.scalar(path)
		if err != nil {
			return err
		}
		o, reason := parseOperand(c.operator.class, text, p.variables())
		if reason != "" {
			return faultAt(p.reader.document, at, path, reason)
		}
		c.operands = append(c.operands, o)
		return nil
	})
}
