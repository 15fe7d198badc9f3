package getobject

// EncodeText, IsToken, BlankControls and the alphabets are what the tests of this
// directory see beside the exported names.
var (
	EncodeText    = encodeText
	IsToken       = isToken
	BlankControls = blankControls
)

const (
	RequestAlphabet = crockford
	HostAlphabet    = alphabet64
	HexAlphabet     = hex
)

// RuleCount is the number above the rules of this package.
const RuleCount = ruleCount
