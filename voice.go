package tocsin

// A Voice says on whose say-so a value stands.
type Voice struct {
	Speaker string       `json:"speaker"` // organisation and role; "" for the report itself
	Type    VoiceType    `json:"type"`
	Via     List[string] `json:"via"` // channels between speaker and report, nearest to the speaker first
}

// ReportVoice is the report speaking for itself.
func ReportVoice() Voice { return Voice{Type: VoiceReport} }

// Problems returns what is not as the codebook says.
func (v Voice) Problems() []Problem {
	var ps problems
	ps.addIf(!v.Type.Valid(), "type", "%q is not a type of voice", v.Type)
	ps.addIf(v.Type == VoiceReport && v.Speaker != "", "speaker", "the report's own voice has no speaker, not %q", v.Speaker)
	return ps
}
