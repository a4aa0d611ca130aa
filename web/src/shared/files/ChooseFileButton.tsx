import { Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui";
import { chooseFile } from "./chooseFile";

export function ChooseFileButton({ look = "plain" }: { look?: "plain" | "primary" }) {
  const { t } = useTranslation();
  return (
    <Button look={look} size="form" onClick={chooseFile}>
      <Upload aria-hidden className="size-4" />
      {t("import.choose")}
    </Button>
  );
}
