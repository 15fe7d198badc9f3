package policy

import "strings"

// An operator compares a value of a request with those of a policy (IAM User Guide: IAM
// JSON policy elements: Condition operators).
type operator struct {
	class   class
	order   order // of number and date
	negated bool
	fold    bool // case does not matter
}

type class uint8

const (
	classString class = iota
	classLike
	classNumeric
	classDate
	classBool
	classBinary
	classIP
	classARN
	classNull
)

// An order is a set of outcomes of a comparison.
type order uint8

const (
	less order = 1 << iota
	equal
	greater
)

var operators = map[string]operator{
	"StringEquals":              {class: classString},
	"StringNotEquals":           {class: classString, negated: true},
	"StringEqualsIgnoreCase":    {class: classString, fold: true},
	"StringNotEqualsIgnoreCase": {class: classString, fold: true, negated: true},
	"StringLike":                {class: classLike},
	"StringNotLike":             {class: classLike, negated: true},
	"NumericEquals":             {class: classNumeric, order: equal},
	"NumericNotEquals":          {class: classNumeric, order: equal, negated: true},
	"NumericLessThan":           {class: classNumeric, order: less},
	"NumericLessThanEquals":     {class: classNumeric, order: less | equal},
	"NumericGreaterThan":        {class: classNumeric, order: greater},
	"NumericGreaterThanEquals":  {class: classNumeric, order: greater | equal},
	"DateEquals":                {class: classDate, order: equal},
	"DateNotEquals":             {class: classDate, order: equal, negated: true},
	"DateLessThan":              {class: classDate, order: less},
	"DateLessThanEquals":        {class: classDate, order: less | equal},
	"DateGreaterThan":           {class: classDate, order: greater},
	"DateGreaterThanEquals":     {class: classDate, order: greater | equal},
	"Bool":                      {class: classBool},
	"BinaryEquals":              {class: classBinary},
	"IpAddress":                 {class: classIP},
	"NotIpAddress":              {class: classIP, negated: true},
	"ArnEquals":                 {class: classARN},
	"ArnLike":                   {class: classARN},
	"ArnNotEquals":              {class: classARN, negated: true},
	"ArnNotLike":                {class: classARN, negated: true},
	"Null":                      {class: classNull},
}

// A quantifier says how many of the values of a key an operator has to hold for.
type quantifier uint8

const (
	plain quantifier = iota
	forAllValues
	forAnyValue
)

// parseOperator reads the name of an operator with what is before and behind it. Null has
// neither.
func parseOperator(name string) (c condition, ok bool) {
	if rest, found := strings.CutPrefix(name, "ForAllValues:"); found {
		c.quantifier, name = forAllValues, rest
	} else if rest, found := strings.CutPrefix(name, "ForAnyValue:"); found {
		c.quantifier, name = forAnyValue, rest
	}
	name, c.ifExists = strings.CutSuffix(name, "IfExists")
	c.operator, ok = operators[name]
	if c.operator.class == classNull && (c.ifExists || c.quantifier != plain) {
		ok = false
	}
	return c, ok
}
