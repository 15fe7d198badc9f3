package getobject

// EncodeText, BlankControls and the alphabets are what the tests of this
// directory see beside the exported names.
var (
	EncodeText    = encodeText
	BlankControls = blankControls
)

const (
	RequestAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	HostAlphabet    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	HexAlphabet     = "0123456789abcdef"
)

// RuleCount is the number above the rules of this package.
const RuleCount = ruleCount
